package translate

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/scale-sql/scale/scaletest"
	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/syntax"
)

// pushed are the filters that a condition comes to, exact or not: what is not
// exact is sent too once another layer rechecks the rows.
func pushed(o *schema.Object, opt *Options, where string, values ...any) ([]schema.Filter, error) {
	stmt, err := syntax.Parse("SELECT id FROM contact WHERE "+where, syntax.Options{})
	if err != nil {
		return nil, err
	}
	params, _, err := bind(stmt, arguments(values), opt)
	if err != nil {
		return nil, err
	}
	sel, err := selectOf(stmt)
	if err != nil {
		return nil, err
	}
	s := &scope{object: o, alias: "contact", opt: opt, params: params}
	n, err := s.predicate(sel.Where.Expr, false)
	if err != nil {
		return nil, err
	}
	return compile(n, urlRoom).filters, nil
}

// shape is what the terms of a filter may be, whatever the value: one for each
// term in turn, "field $op $op".
type shape struct {
	where string // ? is the value
	join  string
	terms []string
}

// shapes are conditions that take a value in each place where one can stand.
// Terms at the end may be missing.
var shapes = []shape{
	{`Nom = ?`, "", []string{`Nom $eq $like`}},
	{`Nom <=> ?`, "", []string{`Nom $eq $like`}},
	{`Nom <> ?`, "", []string{`Nom $neq`}},
	{`Nom < ?`, "", []string{`Nom $lt`}},
	{`Nom >= ?`, "", []string{`Nom $gte`}},
	{`NOT Nom <= ?`, "", []string{`Nom $gt`}},
	{`? > Nom`, "", []string{`Nom $lt`}},
	{`Nom BETWEEN ? AND 'b'`, "$and", []string{`Nom $gte $lte`, `Nom $lte`}},
	{`Nom NOT BETWEEN 'b' AND ?`, "$or", []string{`Nom $lt`, `Nom $gt`}},
	{`Nom LIKE ?`, "", []string{`Nom $like $eq`}},
	{`Nom NOT LIKE ?`, "", []string{`Nom $notlike $neq`}},
	{`Nom LIKE ? ESCAPE '|'`, "", []string{`Nom $like $eq`}},
	{`Nom LIKE ? ESCAPE ''`, "", []string{`Nom $like $eq`}},
	{`Nom REGEXP ?`, "", []string{`Nom $regexp`}},
	{`Nom IN (?)`, "", []string{`Nom $eq $like`}},
	{`Nom IN ('b', ?, 'c')`, "$or", []string{`Nom $in $like`, `Nom $in $like`}},
	{`Nom NOT IN (?, 'b')`, "", []string{`Nom $notin $neq`}},
	{`Nom = ? AND Statut <> 'b'`, "$and", []string{`Nom $eq $like / Statut $neq`, `Statut $neq`}},
	{`Nom = 'b' OR Statut = ?`, "$or", []string{`Nom $eq`, `Statut $eq $like`}},
	{`Nom = ? OR Nom = 'b' AND age = 5`, "$or", []string{`Nom $eq $like`, `Nom $eq`}},
	{`age = ?`, "$and", []string{`age $eq`, `age $neq`}},
	{`age < ?`, "$and", []string{`age $lt $neq`, `age $neq`}},
	{`age IN (1, ?)`, "$and", []string{`age $in $eq`, `age $neq`}},
	{`solde > ?`, "$and", []string{`solde $gt`, `solde $neq`}},
	{`id <> ?`, "", []string{`ID_CONTACT $neq`}},
	{`actif = ?`, "", []string{`actif $in`}},
	{`naissance = ?`, "", []string{`naissance $eq`}},
	{`vu <= ?`, "$and", []string{`vu $lte`, `vu $gte`}},
	{`heure = ?`, "", nil},
}

// TestShapesAreReached checks that the fuzz test below looks at filters.
func TestShapesAreReached(t *testing.T) {
	for _, s := range shapes {
		value := "b"
		for column, sample := range map[string]string{"age": "3", "solde": "3", "id ": "3", "actif": "Y", "naiss": "2020-01-01", "vu": "2020-01-01"} {
			if strings.HasPrefix(s.where, column) {
				value = sample
			}
		}
		if filters, err := pushed(object(t, contactFields), defaults(), s.where, value); err != nil || len(filters) == 0 && s.terms != nil {
			t.Errorf("%s: %v, %v", s.where, filters, err)
		}
	}
}

// FuzzHostileValue checks that no value changes what a filter says: whatever it
// is, an independent reader finds the fields, operators and joins that the
// statement has, and as values the value itself, or a pattern that matches it.
func FuzzHostileValue(f *testing.F) {
	for _, o := range scaletest.Sample() {
		for i, r := range o.Records {
			if text := r.Values["commentaire"]; text != "" && i < 400 {
				f.Add(text)
			}
		}
	}
	for _, text := range []string{
		``, ` `, `a `, `*`, `%`, `_`, `\`, `\\`, `\%`, `|`, `|%`, `a|`, `"`, `""`, `" $or Nom $neq "`, `","`, `"]`, `a\" $or b`,
		"\x00", "a\x00b", "\n", "\u2028", "\u0085", "\ufeff", "\u202e", "\xff", "\"\xff", "\xc3", "\xed\xa0\x80", "\uFFFD", "é\u0301",
		"12", " 12 ", "-0", "1e2", "1e300", "9223372036854775808", "12.50", "0x1F", "NaN", "Infinity", "+5", ".5", "5.", "1_000", "١٢",
		"Y", "oui", "true", "TRUE", "2020-01-01", "2020-02-30", "0000-00-00", "2020-01-01 10:20", "2020-01-01T10:20:30.5Z",
		"9999-12-31T23:59:59-14:00", "20200101", "$eq", "[a,b]", `["a"]`, "a,b", `'; --`, `' OR '1'='1`, ":p1", "?", "@a", "/*", "#",
		strings.Repeat("x", 9000), strings.Repeat(`"`, 50), strings.Repeat("é", 3000),
	} {
		f.Add(text)
	}
	o := object(f, contactFields)
	f.Fuzz(func(t *testing.T, value string) {
		for _, s := range shapes {
			filters, err := pushed(o, defaults(), s.where, value)
			checkShape(t, s, filters, err, value)
			filters, err = pushed(o, defaults(), s.where, []byte(value))
			checkShape(t, s, filters, err, value)
			if utf8.ValidString(value) {
				literal := "'" + strings.NewReplacer(`\`, `\\`, `'`, `''`, "\x00", `\0`).Replace(value) + "'"
				filters, err = pushed(o, defaults(), strings.Replace(s.where, "?", literal, 1))
				checkShape(t, s, filters, err, value)
			}
		}
	})
}

func checkShape(t *testing.T, s shape, filters []schema.Filter, err error, value string) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s with %q: %v", s.where, value, err)
	}
	for _, f := range filters {
		parsed, err := scaletest.ParseFilter(f.Text)
		if err != nil {
			t.Fatalf("%s with %q: sends %s: %v", s.where, value, f.Text, err)
		}
		if len(parsed.Terms) > len(s.terms) {
			t.Fatalf("%s with %q: sends %d terms: %s", s.where, value, len(parsed.Terms), f.Text)
		}
		for _, join := range parsed.Joins {
			if join != s.join || f.Or != (join == "$or") {
				t.Fatalf("%s with %q: joins with %s: %s", s.where, value, join, f.Text)
			}
		}
		for i, term := range parsed.Terms {
			if !allowed(s.terms[i], term) {
				t.Fatalf("%s with %q: sends %s: term %d is not of the form %s", s.where, value, f.Text, i, s.terms[i])
			}
			for _, v := range term.Values {
				if !meant(s, term, v, value) {
					t.Fatalf("%s with %q: sends %s: %q is not what was meant", s.where, value, f.Text, v)
				}
			}
		}
	}
}

// allowed reports whether a term is one of the alternatives "field $op $op".
func allowed(alternatives string, term scaletest.Term) bool {
	for alternative := range strings.SplitSeq(alternatives, " / ") {
		words := strings.Fields(alternative)
		if words[0] == term.Field && slices.Contains(words[1:], term.Op) {
			return true
		}
	}
	return false
}

// constantsOf are what stands in the filters of shapes besides the value.
var constantsOf = regexp.MustCompile(`^(b|c|1|5||0001-01-01)$`)

// typed are the values that filters on columns other than text may hold.
var typed = map[string]*regexp.Regexp{
	"age":        regexp.MustCompile(`^-?[0-9]{1,19}$`),
	"ID_CONTACT": regexp.MustCompile(`^-?[0-9]{1,19}$`),
	"solde":      regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`),
	"actif":      regexp.MustCompile(`^[A-Za-z01]{1,5}$`),
	"naissance":  regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`),
	"vu":         regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2}:[0-9]{2})?$`),
}

// meant reports whether a filter's value says what the statement's does.
func meant(s shape, term scaletest.Term, got, value string) bool {
	if constantsOf.MatchString(got) {
		return true
	}
	if form := typed[term.Field]; form != nil {
		return form.MatchString(got)
	}
	if strings.Contains(s.where, "LIKE") {
		return subsequence(strings.ReplaceAll(got, "*", ""), value)
	}
	if term.Op != "$like" {
		return got == value
	}
	parts := strings.Split(got, "*")
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	matches := regexp.MustCompile("^(?s:" + strings.Join(parts, ".*") + ")$").MatchString
	runes := string([]rune(value)) // a byte that is no UTF-8 becomes U+FFFD
	return matches(runes) && matches(strings.TrimRight(runes, " "))
}

// subsequence reports whether the characters of a all stand in b, in order.
func subsequence(a, b string) bool {
	rest := []rune(b)
	for _, r := range a {
		i := slices.Index(rest, r)
		if i < 0 {
			return false
		}
		rest = rest[i+1:]
	}
	return true
}

// FuzzHostileField checks that no name of a field changes what a filter says:
// one that the filter language might read otherwise is refused.
func FuzzHostileField(f *testing.F) {
	for _, name := range []string{
		`a`, `a b`, `a.b`, `a-b`, `a$b`, `$eq`, `$and`, `a"b`, `a'b`, "a`b", `a\b`, `[a]`, `a,b`, `{a}`, `é`, `e` + "\u0301", `日本`, `Ⅷ`, `²`,
		"a\x00b", "a\nb", "\u200b", "\u202ea", " a", "a ", ".", "-", "1", "1e5", "id", "ID_CONTACT", "select", "?", ":p1", "a $neq \"\" $or b", "\U0001F600", "क्ष",
		strings.Repeat("n", 300),
	} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		quoted, err := json.Marshal(name)
		if err != nil || !utf8.ValidString(name) || name == "" || strings.EqualFold(name, "Nom") || strings.EqualFold(name, "id") {
			t.Skip()
		}
		o, err := schema.ParseObject("contact", []byte(`{"Nom": {"attribs": {"type": "text"}}, `+string(quoted)+`: {"attribs": {"type": "text"}}}`), "")
		if err != nil {
			t.Fatal(err)
		}
		column := "`" + strings.ReplaceAll(name, "`", "``") + "`"
		for where, want := range map[string][]scaletest.Term{
			"Nom = 'x' AND " + column + " = 'y'":  {{Field: "Nom", Op: "$eq", Values: []string{"x"}}, {Field: name, Op: "$eq", Values: []string{"y"}}},
			column + " < 'x' OR Nom = 'y'":        {{Field: name, Op: "$lt", Values: []string{"x"}}, {Field: "Nom", Op: "$eq", Values: []string{"y"}}},
			"Nom = 'x' AND " + column + " <> 'y'": {{Field: "Nom", Op: "$eq", Values: []string{"x"}}, {Field: name, Op: "$neq", Values: []string{"y"}}},
			column + " IN ('x', 'y')":             {{Field: name, Op: "$in", Values: []string{"x", "y"}}},
			column + " IS NULL":                   {{Field: name, Op: "$eq", Values: []string{""}}},
		} {
			p, err := selectPlan(o, defaults(), "SELECT "+column+" FROM contact WHERE "+where+" ORDER BY "+column)
			if err != nil {
				continue
			}
			parsed, err := scaletest.ParseFilter(p.Request.Filters[0].Text)
			if err != nil {
				t.Fatalf("field %q: sends %s: %v", name, p.Request.Filters[0].Text, err)
			}
			same := slices.EqualFunc(parsed.Terms, want, func(a, b scaletest.Term) bool {
				return a.Field == b.Field && a.Op == b.Op && slices.Equal(a.Values, b.Values)
			})
			if !same || len(p.Request.Fields) != 1 || p.Request.Fields[0].Name != name || p.Request.Sort[0].Field != name {
				t.Fatalf("field %q: sends %s, %+v", name, p.Request.Filters[0].Text, p.Request.Sort)
			}
		}
	})
}
