package translate

import (
	"math/big"
	"regexp"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// The oracle is SQL as DESIGN agrees on it, evaluated naively on expressions of
// its own, row by row. It shares nothing with the planner.

// truth is a value of SQL's logic.
type truth uint8

const (
	no truth = iota
	unknown
	yes
)

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

func (t truth) not() truth { return yes - t }

// kind is how the values of a column behave.
type kind uint8

const (
	textKind kind = iota
	numberKind
	booleanKind
	dateKind
	datetimeKind
	clockKind
)

// datum is a value: of a row or of a constant.
type datum struct {
	null   bool
	text   string
	number *big.Rat  // of numbers and booleans
	when   time.Time // of dates and datetimes
}

func numberDatum(s string) datum {
	n, ok := new(big.Rat).SetString(s)
	if !ok {
		panic(s)
	}
	return datum{text: s, number: n}
}

func momentDatum(s string) datum {
	for _, layout := range []string{"2006-01-02", "2006-01-02 15:04", "2006-01-02 15:04:05.999999999"} {
		if t, err := time.Parse(layout, s); err == nil {
			return datum{text: s, when: t}
		}
	}
	panic(s)
}

// read is a stored value as SQL sees it.
func (k kind) read(stored string, emptyAsNull bool) datum {
	switch {
	case stored == "" && (k != textKind || emptyAsNull), strings.HasPrefix(stored, "0000-00-00") && k != textKind:
		return datum{null: true}
	case k == numberKind:
		return numberDatum(stored)
	case k == booleanKind:
		return numberDatum(map[string]string{"Y": "1", "N": "0"}[stored])
	case k == dateKind, k == datetimeKind:
		return momentDatum(stored)
	}
	return datum{text: stored}
}

// compareData orders two values that are not NULL.
func compareData(a, b datum) int {
	switch {
	case a.number != nil:
		return a.number.Cmp(b.number)
	case !a.when.IsZero():
		return a.when.Compare(b.when)
	}
	return strings.Compare(plainText(a.text), plainText(b.text))
}

var twoLetters = strings.NewReplacer("œ", "oe", "æ", "ae", "ß", "ss", "ø", "o")

// plainText is the same for texts which differ in case and accents only.
func plainText(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return twoLetters.Replace(b.String())
}

// oracleRow is a stored record.
type oracleRow map[string]string

// condition is an expression with a truth value.
type condition interface {
	eval(r oracleRow) truth
	// sql writes the condition; args collects the values of its placeholders.
	sql(args *[]any) string
}

// column is a column of the test's object.
type column struct {
	name        string
	kind        kind
	emptyAsNull bool
}

func (c column) of(r oracleRow) datum { return c.kind.read(r[c.name], c.emptyAsNull) }

// isNull is IS NULL, which an empty text satisfies although it is a value.
func (c column) isNull(r oracleRow) bool {
	d := c.of(r)
	return d.null || c.kind == textKind && d.text == ""
}

// value is a constant, with the way in which the statement says it.
type value struct {
	datum
	literal string
	arg     any // if literal is "?"
}

func (v value) sql(args *[]any) string {
	if v.literal == "?" {
		*args = append(*args, v.arg)
	}
	return v.literal
}

// holdsFor decides a comparison by name.
func holdsFor(op string, a, b datum) truth {
	if a.null || b.null {
		return unknown
	}
	c := compareData(a, b)
	switch op {
	case "=", "<=>":
		return truthOf(c == 0)
	case "<>", "!=":
		return truthOf(c != 0)
	case "<":
		return truthOf(c < 0)
	case "<=":
		return truthOf(c <= 0)
	case ">":
		return truthOf(c > 0)
	case ">=":
		return truthOf(c >= 0)
	}
	panic(op)
}

type comparing struct {
	column  column
	op      string
	value   value
	swapped bool // the constant stands on the left
}

func (e comparing) eval(r oracleRow) truth {
	a, b := e.column.of(r), e.value.datum
	if e.op == "<=>" && b.null {
		return truthOf(e.column.isNull(r))
	}
	if e.op == "<=>" && a.null {
		return no
	}
	if e.swapped {
		a, b = b, a
	}
	return holdsFor(e.op, a, b)
}

func (e comparing) sql(args *[]any) string {
	if e.swapped {
		return e.value.sql(args) + " " + e.op + " " + e.column.name
	}
	return e.column.name + " " + e.op + " " + e.value.sql(args)
}

type ranging struct {
	column    column
	not       bool
	low, high value
}

func (e ranging) eval(r oracleRow) truth {
	d := e.column.of(r)
	t := min(holdsFor(">=", d, e.low.datum), holdsFor("<=", d, e.high.datum))
	if e.not {
		return t.not()
	}
	return t
}

func (e ranging) sql(args *[]any) string {
	return e.column.name + negation(e.not) + " BETWEEN " + e.low.sql(args) + " AND " + e.high.sql(args)
}

type listing struct {
	column column
	not    bool
	list   []value
}

func (e listing) eval(r oracleRow) truth {
	t := no
	for _, v := range e.list {
		t = max(t, holdsFor("=", e.column.of(r), v.datum))
	}
	if e.not {
		return t.not()
	}
	return t
}

func (e listing) sql(args *[]any) string {
	texts := make([]string, len(e.list))
	for i, v := range e.list {
		texts[i] = v.sql(args)
	}
	return e.column.name + negation(e.not) + " IN (" + strings.Join(texts, ", ") + ")"
}

func negation(not bool) string {
	if not {
		return " NOT"
	}
	return ""
}

// isTest is IS [NOT] NULL, TRUE or FALSE.
type isTest struct {
	column column
	not    bool
	what   string
}

func (e isTest) eval(r oracleRow) truth {
	d := e.column.of(r)
	var is bool
	switch e.what {
	case "NULL":
		is = e.column.isNull(r)
	case "TRUE":
		is = !d.null && d.number.Sign() != 0
	case "FALSE":
		is = !d.null && d.number.Sign() == 0
	}
	return truthOf(is != e.not)
}

func (e isTest) sql(*[]any) string { return e.column.name + " IS" + negation(e.not) + " " + e.what }

// bare is a column that is a condition by itself.
type bare struct{ column column }

func (e bare) eval(r oracleRow) truth {
	d := e.column.of(r)
	if d.null {
		return unknown
	}
	return truthOf(d.number.Sign() != 0)
}

func (e bare) sql(*[]any) string { return e.column.name }

type matching struct {
	column  column
	not     bool
	pattern value
	escape  string // of ESCAPE, "" for the backslash
}

func (e matching) eval(r oracleRow) truth {
	d := e.column.of(r)
	if d.null || e.pattern.null {
		return unknown
	}
	escape := '\\'
	if e.escape != "" {
		escape = []rune(e.escape)[0]
	}
	var b strings.Builder
	escaped := false
	for _, c := range e.pattern.text {
		switch {
		case escaped:
			b.WriteString(regexp.QuoteMeta(plainText(string(c))))
			escaped = false
		case c == escape:
			escaped = true
		case c == '%':
			b.WriteString(".*")
		case c == '_':
			b.WriteString(".")
		default:
			b.WriteString(regexp.QuoteMeta(plainText(string(c))))
		}
	}
	if escaped {
		b.WriteString(regexp.QuoteMeta(string(escape)))
	}
	t := truthOf(regexp.MustCompile("^(?s:" + b.String() + ")$").MatchString(plainText(d.text)))
	if e.not {
		return t.not()
	}
	return t
}

func (e matching) sql(args *[]any) string {
	text := e.column.name + negation(e.not) + " LIKE " + e.pattern.sql(args)
	if e.escape != "" {
		text += " ESCAPE '" + e.escape + "'"
	}
	return text
}

type searching struct {
	column  column
	pattern value
}

func (e searching) eval(r oracleRow) truth {
	d := e.column.of(r)
	if d.null || e.pattern.null {
		return unknown
	}
	return truthOf(regexp.MustCompile("(?i)" + e.pattern.text).MatchString(d.text))
}

func (e searching) sql(args *[]any) string { return e.column.name + " REGEXP " + e.pattern.sql(args) }

// settled is a condition on constants.
type settled struct {
	text  string
	truth truth
}

func (e settled) eval(oracleRow) truth { return e.truth }
func (e settled) sql(*[]any) string    { return e.text }

type denied struct{ of condition }

func (e denied) eval(r oracleRow) truth { return e.of.eval(r).not() }
func (e denied) sql(args *[]any) string { return "NOT (" + e.of.sql(args) + ")" }

type chained struct {
	or   bool
	kids []condition
}

func (e chained) eval(r oracleRow) truth {
	t := truthOf(!e.or)
	for _, k := range e.kids {
		if e.or {
			t = max(t, k.eval(r))
		} else {
			t = min(t, k.eval(r))
		}
	}
	return t
}

func (e chained) sql(args *[]any) string {
	texts := make([]string, len(e.kids))
	for i, k := range e.kids {
		texts[i] = "(" + k.sql(args) + ")"
	}
	if e.or {
		return strings.Join(texts, " OR ")
	}
	return strings.Join(texts, " AND ")
}
