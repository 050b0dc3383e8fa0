package translate

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// cond is one condition of the filter language: field $op "value", or
// field $op ["value","value"].
type cond struct {
	field  string
	op     operator
	values []string   // one, unless op is $in or $notin
	text   bool       // the field is text, whose values may be equal without being the same
	number bool       // the field is a number, whose empty value a server may read as 0
	key    bool       // the field is the record's id, which no two records share
	one    likelihood // how many rows are likely to have one value of the field
}

func (c cond) list() bool { return c.op == opIn || c.op == opNotIn }

// String renders the condition. Its values are safe: every constructor of a
// cond has seen to it with safeText.
func (c cond) String() string {
	var b strings.Builder
	b.WriteString(c.field)
	b.WriteByte(' ')
	b.WriteString(string(c.op))
	b.WriteByte(' ')
	if !c.list() {
		b.WriteString(`"` + c.values[0] + `"`)
		return b.String()
	}
	b.WriteString(`["`)
	b.WriteString(strings.Join(c.values, `","`))
	b.WriteString(`"]`)
	return b.String()
}

// atMost is the number of rows that can pass, 0 if unknown.
func (c cond) atMost() int64 {
	if c.key && (c.op == opEq || c.op == opIn) {
		return int64(len(c.values))
	}
	return 0
}

// likelihood is how many rows are likely to pass.
func (c cond) likelihood() likelihood {
	switch c.op {
	case opEq, opIn:
		if slices.Contains(c.values, "") {
			return likelyMany
		}
		return c.one
	case opLike, opRegexp, opLt, opLe, opGt:
		return likelyMore
	case opGe:
		if c.values[0] != firstDay { // which all dates are after
			return likelyMore
		}
	}
	return likelyMany
}

// excludesEmpty reports whether no row with an empty field passes. Empty values
// sort first, so a lower bound excludes them; those of a number may also be
// read as 0, so that one up to 0 doesn't.
func (c cond) excludesEmpty() bool {
	switch c.op {
	case opEq, opIn:
		return !slices.Contains(c.values, "") && !(c.number && slices.ContainsFunc(c.values, isZero))
	case opGt:
		return c.values[0] != "" && !(c.number && isNegative(c.values[0]))
	case opGe:
		return c.values[0] != "" && !(c.number && (isZero(c.values[0]) || isNegative(c.values[0])))
	case opNe:
		return c.values[0] == ""
	}
	return false
}

// isZero reports whether a number as filters spell it is 0.
func isZero(number string) bool { return number == "0" }

func isNegative(number string) bool { return strings.HasPrefix(number, "-") }

// safeText reports whether a value can stand between the quotes of a filter
// without meaning anything but itself. The documents state no escaping, so a
// character that might need it keeps the value out: a value that a caller
// passes can never end its literal.
func safeText(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	return strings.IndexFunc(s, unsafeRune) < 0
}

func unsafeRune(r rune) bool {
	switch r {
	case '"', '\\', '$', '\u2028', '\u2029':
		return true
	}
	return unicode.IsControl(r)
}
