package scaletest

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Filter is a filter as the server read it: terms joined by $and and $or, in
// the order of the text. The API's filter language has no parentheses.
type Filter struct {
	// Terms are the conditions; there is at least one.
	Terms []Term
	// Joins stand between the terms, so there is one fewer than Terms. Each is
	// "$and" or "$or". The API's document does not say which binds first.
	Joins []string
}

// Term is one condition of a filter.
type Term struct {
	// Field is the field's name as it was written.
	Field string
	// Op is the operator with its dollar sign, as in "$eq".
	Op string
	// Values holds the one value of a plain operator, or the values of $in
	// and $notin.
	Values []string
}

// String writes the filter in the form in which [ParseFilter] reads it.
func (f *Filter) String() string {
	var b strings.Builder
	for i, t := range f.Terms {
		if i > 0 {
			b.WriteString(" " + f.Joins[i-1] + " ")
		}
		b.WriteString(t.Field + " " + t.Op + " ")
		if !listOperator(t.Op) {
			b.WriteString(`"` + strings.Join(t.Values, "") + `"`)
			continue
		}
		b.WriteString(`["` + strings.Join(t.Values, `","`) + `"]`)
	}
	return b.String()
}

// operators are those of the document's table, and $regex, by which its older
// edition calls $regexp.
var operators = []string{
	"$eq", "$neq", "$gt", "$gte", "$lt", "$lte",
	"$like", "$notlike", "$in", "$notin", "$regexp", "$regex",
}

func listOperator(op string) bool { return op == "$in" || op == "$notin" }

// ParseFilter reads a filter as the server does: strictly. It is exported so
// that a client's tests, fuzz tests above all, can ask an independent reader
// what the filter they are about to send says: that it has the terms they
// meant, and that no value ended its literal and became part of the filter.
//
// A filter is one or more of
//
//	field $op "value"
//	field $in ["value","value"]
//
// with spaces between the parts, joined by $and or $or. A value stands between
// double quotes and has no escapes, since the API's document states none: a
// value holding a backslash, a dollar sign or a control character is refused
// because nobody can say what a server makes of it.
func ParseFilter(text string) (*Filter, error) {
	if !utf8.ValidString(text) {
		return nil, fmt.Errorf("filter: not UTF-8")
	}
	r := &filterReader{text: text}
	f := new(Filter)
	for {
		term, err := r.term()
		if err != nil {
			return nil, err
		}
		f.Terms = append(f.Terms, term)
		spaced := r.spaces()
		if r.at == len(r.text) {
			return f, nil
		}
		join, err := r.join(spaced)
		if err != nil {
			return nil, err
		}
		f.Joins = append(f.Joins, join)
	}
}

// filterReader walks through the text of a filter.
type filterReader struct {
	text string
	at   int
}

func (r *filterReader) fail(wanted string) error {
	rest := r.text[r.at:]
	if len(rest) > 40 {
		rest = strings.ToValidUTF8(rest[:40], "") + "..."
	}
	return fmt.Errorf("filter: at byte %d: want %s, have %q", r.at, wanted, rest)
}

// spaces skips spaces and reports whether there were any.
func (r *filterReader) spaces() bool {
	from := r.at
	for r.at < len(r.text) && r.text[r.at] == ' ' {
		r.at++
	}
	return r.at > from
}

// take consumes the run of characters that belong.
func (r *filterReader) take(belongs func(rune) bool) string {
	rest := r.text[r.at:]
	end := strings.IndexFunc(rest, func(c rune) bool { return !belongs(c) })
	if end < 0 {
		end = len(rest)
	}
	r.at += end
	return rest[:end]
}

// skip consumes the given byte if it is next.
func (r *filterReader) skip(c byte) bool {
	if r.at < len(r.text) && r.text[r.at] == c {
		r.at++
		return true
	}
	return false
}

func nameRune(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsDigit(c) || c == '_' || c == '-' || c == '.'
}

func operatorRune(c rune) bool { return c == '$' || c >= 'a' && c <= 'z' }

func (r *filterReader) term() (Term, error) {
	var t Term
	r.spaces()
	if t.Field = r.take(nameRune); t.Field == "" {
		return t, r.fail("a field")
	}
	if !r.spaces() {
		return t, r.fail("a space after the field")
	}
	from := r.at
	if t.Op = r.take(operatorRune); !slices.Contains(operators, t.Op) {
		r.at = from
		return t, r.fail("an operator")
	}
	if !r.spaces() {
		return t, r.fail("a space after the operator")
	}
	var err error
	if listOperator(t.Op) {
		t.Values, err = r.list()
		return t, err
	}
	value, err := r.value()
	t.Values = []string{value}
	return t, err
}

func (r *filterReader) list() ([]string, error) {
	if !r.skip('[') {
		return nil, r.fail("a list")
	}
	var values []string
	for {
		value, err := r.value()
		if err != nil {
			return nil, err
		}
		values = append(values, value)
		if r.skip(']') {
			return values, nil
		}
		if !r.skip(',') {
			return nil, r.fail("a comma or the end of the list")
		}
	}
}

func (r *filterReader) value() (string, error) {
	if !r.skip('"') {
		return "", r.fail("a value in double quotes")
	}
	value := r.take(func(c rune) bool {
		return c != '"' && c != '\\' && c != '$' && !unicode.IsControl(c)
	})
	if !r.skip('"') {
		return "", r.fail("the closing quote; the document states no escape for this character")
	}
	return value, nil
}

func (r *filterReader) join(spaced bool) (string, error) {
	from := r.at
	join := r.take(operatorRune)
	if !spaced || join != "$and" && join != "$or" {
		r.at = from
		return "", r.fail("a space and $and or $or")
	}
	if !r.spaces() {
		return "", r.fail("a space after " + join)
	}
	return join, nil
}
