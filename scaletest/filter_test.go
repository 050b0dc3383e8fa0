package scaletest

import (
	"reflect"
	"strings"
	"testing"
	"unicode"
)

func TestParseFilter(t *testing.T) {
	for _, c := range []struct {
		text string
		want Filter
	}{
		{`cc_age $gt "65"`, Filter{Terms: []Term{{"cc_age", "$gt", []string{"65"}}}}},
		{`status $neq ""`, Filter{Terms: []Term{{"status", "$neq", []string{""}}}}},
		{`pays $notin ["FR","ES"]`, Filter{Terms: []Term{{"pays", "$notin", []string{"FR", "ES"}}}}},
		{`a.b-c_1 $like "*é'%_ [x],y*"`, Filter{Terms: []Term{{"a.b-c_1", "$like", []string{"*é'%_ [x],y*"}}}}},
		{`email $regex "^a|b"`, Filter{Terms: []Term{{"email", "$regex", []string{"^a|b"}}}}},
		{
			`date_last_interaction $gt "2025-01-01 06:00" $and status $eq "client"`,
			Filter{
				Terms: []Term{
					{"date_last_interaction", "$gt", []string{"2025-01-01 06:00"}},
					{"status", "$eq", []string{"client"}},
				},
				Joins: []string{"$and"},
			},
		},
		{
			`  a $in ["1"]   $or  b $lte "2" $and c $eq "3"  `,
			Filter{
				Terms: []Term{{"a", "$in", []string{"1"}}, {"b", "$lte", []string{"2"}}, {"c", "$eq", []string{"3"}}},
				Joins: []string{"$or", "$and"},
			},
		},
	} {
		got, err := ParseFilter(c.text)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
		} else if !reflect.DeepEqual(*got, c.want) {
			t.Errorf("%s: read %+v", c.text, *got)
		}
	}
}

func TestParseFilterRefuses(t *testing.T) {
	for _, text := range []string{
		``, ` `, `a`, `a $eq`, `a $eq `, `a $eq 1`, `a $eq x`, `a $eq 'x'`, `a $eq "`, `a $eq "x`, `"a" $eq "x"`,
		`a b $eq "x"`, `a$eq "x"`, `a $eq"x"`, `a = "x"`, `a $EQ "x"`, `a $equals "x"`, `a $ "x"`, `(a $eq "x")`, `$not a $eq "x"`,
		`a $eq "x" y`, `a $eq "x"y`, `a $eq "x""y"`, `a $eq "x"$and b $eq "y"`, `a $eq "x" $and`, `a $eq "x" $and `,
		`a $eq "x" $andb $eq "y"`, `a $eq "x" $xor b $eq "y"`, `$and a $eq "x"`, `a $eq "x" $and $or b $eq "y"`,
		`a $eq "x\"y"`, `a $eq "x\\"`, `a $eq "5 $"`, `a $eq "x" $or id $neq ""` + `"`, "a $eq \"x\ny\"", "a $eq \"x\x00\"", "a $eq \"\u0085\"",
		"a\t$eq \"x\"", "a $eq \"x\"\n", "a $eq \"\xff\"", "\xff $eq \"x\"",
		`a $eq ["x"]`, `a $in "x"`, `a $in []`, `a $in [`, `a $in ["x"`, `a $in ["x",]`, `a $in ["x" "y"]`, `a $in ["x", "y"]`, `a $in [1,2]`, `a $in ["x"]]`,
	} {
		if f, err := ParseFilter(text); err == nil {
			t.Errorf("%q was read as %+v", text, *f)
		}
	}
}

func FuzzParseFilter(f *testing.F) {
	for _, seed := range []string{
		`cc_age $in ["16","15"]`, `email $like "*.fr" $or status $neq "" $and a $gt "1"`, `a $eq "x" $or id $neq ""`, `a $eq "\""`, "é $eq \"\xff\"",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		filter, err := ParseFilter(text)
		if err != nil {
			return
		}
		if len(filter.Terms) == 0 || len(filter.Joins) != len(filter.Terms)-1 {
			t.Fatalf("%q: %d terms, %d joins", text, len(filter.Terms), len(filter.Joins))
		}
		for _, term := range filter.Terms {
			for _, value := range term.Values {
				if strings.ContainsAny(value, `"\$`) || strings.ContainsFunc(value, unicode.IsControl) {
					t.Fatalf("%q: value %q", text, value)
				}
			}
		}
		again, err := ParseFilter(filter.String())
		if err != nil || !reflect.DeepEqual(again, filter) {
			t.Fatalf("%q: written as %q, which reads as %+v, %v", text, filter, again, err)
		}
	})
}
