package scaletest

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

const refused = "Bad Request"

func TestFilters(t *testing.T) {
	type test struct{ filter, want string }
	for _, group := range []struct {
		name    string
		options []Option
		tests   []test
	}{
		{"text", nil, []test{
			{`name $eq "ete"`, "5"}, {`name $eq "ÉTÉ"`, "5"}, {`name $neq "ete"`, "2 3 4 9"}, {`name $eq ""`, "2"}, {`name $neq ""`, "3 4 5 9"},
			{`name $in ["ETE","","nobody"]`, "2 5"}, {`name $notin ["ETE",""]`, "3 4 9"}, {`name $gt "ete"`, "9"}, {`name $gte "ete"`, "5 9"},
			{`name $lt "ete"`, "2 3 4"}, {`name $lte ""`, "2"}, {`name $eq "a*b"`, "3"}, {`name $eq "a*"`, ""},
		}},
		{"like", nil, []test{
			{`name $like "*"`, "2 3 4 5 9"}, {`name $like "*E*"`, "5 9"}, {`name $like "z*"`, "9"}, {`name $like "ebre"`, ""}, {`name $like "*ebre"`, "9"},
			{`name $like "a*b"`, "3"}, {`name $like "50%_x"`, "4"}, {`name $like "5%"`, ""}, {`name $like "_*"`, ""}, {`name $notlike "*e*"`, "2 3 4"},
			{`n $like "1*"`, "5 9"}, {`at $like "2024-02-29*"`, "4 5"}, {`day $like "0000*"`, "2"}, {`n $notlike "1*"`, "2 3 4"}, {`name $like ""`, "2"},
		}},
		{"like with SQL wildcards", []Option{WithSQLWildcards()}, []test{
			{`name $like "5%"`, "4"}, {`name $like "_*"`, "3 4 5 9"}, {`name $like "___"`, "3 5"}, {`name $like "%ebr_"`, "9"},
		}},
		{"regular expressions", nil, []test{
			{`name $regexp "^Z"`, "9"}, {`name $regexp "^[a-z]"`, "3 9"}, {`name $regexp "b"`, "3 9"}, {`name $regexp "("`, refused},
			{`name $regexp ""`, refused}, {`name $regex "^z"`, refused}, {`name $regexp "[[:digit:]]+"`, "4"},
		}},
		{"the older regular expressions", []Option{WithRegexOperator("$regex")}, []test{
			{`name $regex "^Z"`, "9"}, {`name $regexp "^Z"`, refused},
		}},
		{"numbers", nil, []test{
			{`n $gt "9"`, "5 9"}, {`n $gte "9.0"`, "3 5 9"}, {`n $lt "9"`, "2 4"}, {`n $lte "-9"`, "2 4"}, {`n $eq "010"`, "5"}, {`n $eq ""`, "4"},
			{`n $neq ""`, "2 3 5 9"}, {`n $neq "9"`, "2 4 5 9"}, {`n $in ["9","10.00"]`, "3 5"}, {`n $notin ["9","10"]`, "2 4 9"}, {`n $gt ""`, "2 3 5 9"},
			{`n $in ["","9"]`, "3 4"},
			{`d $eq "1.5"`, "2 5"}, {`d $gt "12345678901234567890.11"`, "3"}, {`d $gt "12345678901234567890.12"`, ""}, {`d $lt "0"`, "4 9"}, {`d $eq "-0.010"`, "9"},
			{`n $eq "x"`, refused}, {`n $eq "1e1"`, refused}, {`n $eq " 9"`, refused}, {`n $eq "+9"`, refused}, {`n $in ["9","x"]`, refused}, {`n $eq ".5"`, refused},
		}},
		{"dates", nil, []test{
			{`day $lt "1912-01-01"`, "2 3"}, {`day $gt "0000-00-00"`, "4 5 9"}, {`day $eq "0000-00-00"`, "2"}, {`day $neq ""`, "2 4 5 9"}, {`day $eq ""`, "3"},
			{`day $gte "2024-02-29"`, "5 9"}, {`day $eq "0000-00-00 00:00:00"`, "2"}, {`day $eq "2023-02-29"`, refused}, {`day $eq "2024-02-29 00:00:00"`, refused},
			{`day $eq "29/02/2024"`, refused}, {`day $eq "2024-2-29"`, refused},
		}},
		{"datetimes", nil, []test{
			{`at $eq "2024-02-29"`, "4"}, {`at $gt "2024-02-29"`, "5 9"}, {`at $gte "2025-01-01 06:00"`, "9"}, {`at $gt "2025-01-01 06:00"`, ""},
			{`at $eq "0000-00-00"`, "2"}, {`at $lte "2024-02-29 00:00:00"`, "2 3 4"}, {`at $eq "2024-02-29 25:00:00"`, refused},
			{`at $eq "2024-02-29T12:00:00"`, refused}, {`at $eq "2024-02-29 12:00:00.5"`, refused},
		}},
		{"times and booleans", nil, []test{
			{`t $gt "08:00:00"`, "3 4"}, {`t $lt "08:30:00"`, "2 5 9"}, {`t $eq ""`, "2 9"}, {`b $eq "y"`, "4 5"}, {`b $neq "Y"`, "2 3 9"}, {`b $eq ""`, "3"}, {`b $in ["1","true","Y"]`, "4 5"},
		}},
		{"empties excluded", []Option{WithEmptiesExcluded()}, []test{
			{`n $lt "9"`, "2"}, {`n $lte "-9"`, "2"}, {`n $neq "9"`, "2 5 9"}, {`n $neq ""`, "2 3 5 9"}, {`n $eq ""`, "4"}, {`n $notin ["9"]`, "2 5 9"}, {`n $in ["","9"]`, "3 4"},
			{`n $notlike "1*"`, "2 3"}, {`day $lt "1912-01-01"`, "2"}, {`b $neq "Y"`, "2 9"}, {`name $lt "ete"`, "2 3 4"}, {`name $neq "ete"`, "2 3 4 9"},
		}},
		{"empties as zero", []Option{WithEmptiesAsZero()}, []test{
			{`n $eq "0"`, "4"}, {`n $gte "0"`, "3 4 5 9"}, {`n $gt "-1"`, "3 4 5 9"}, {`n $gt "0"`, "3 5 9"}, {`n $lt "9"`, "2 4"}, {`n $lte "-9"`, "2"},
			{`n $eq ""`, "4"}, {`n $neq ""`, "2 3 5 9"}, {`n $in ["0","9"]`, "3 4"}, {`n $in [""]`, "4"}, {`n $notin ["0","9"]`, "2 5 9"}, {`day $lt "1912-01-01"`, "2 3"},
		}},
		{"case-sensitive", []Option{WithCaseSensitive()}, []test{
			{`name $eq "ete"`, ""}, {`name $eq "Été"`, "5"}, {`name $like "*E*"`, ""}, {`name $regexp "^Z"`, ""}, {`b $eq "y"`, ""},
		}},
		{"other booleans", []Option{WithBooleans("ouinon")}, []test{
			{`b $eq "oui"`, "4 5"}, {`b $eq "non"`, "2 9"}, {`b $eq "Y"`, ""}, {`b $eq ""`, "3"},
		}},
		{"fields", nil, []test{
			{`Name $eq "x"`, refused}, {`id $eq "5"`, refused}, {`secret $eq "x"`, refused}, {`ID_THING $gt "4"`, "5 9"}, {`thing.name $eq ""`, refused}, {`n $eq "x\"`, refused},
		}},
		{"no key field", []Option{WithoutKeyField()}, []test{{`ID_THING $gt "4"`, refused}}},
		{"pure chains", nil, []test{
			{`n $gt "0" $and n $lt "100" $and b $neq ""`, "5"}, {`n $eq "9" $or n $eq "10" $or n $eq ""`, "3 4 5"},
		}},
		{"mixed refused", nil, []test{{`n $eq "9" $or n $eq "10" $and b $eq "N"`, refused}}},
		{"mixed left to right", []Option{WithPrecedence(LeftToRight)}, []test{
			{`n $eq "9" $or n $eq "10" $and b $eq "Y"`, "5"}, {`b $eq "Y" $and n $eq "10" $or n $eq "9"`, "3 5"},
		}},
		{"mixed, and first", []Option{WithPrecedence(AndFirst)}, []test{
			{`n $eq "9" $or n $eq "10" $and b $eq "Y"`, "3 5"}, {`n $eq "9" $or n $eq "10" $and b $eq "N"`, "3"}, {`b $eq "Y" $and n $eq "10" $or n $eq "9"`, "3 5"},
		}},
	} {
		t.Run(group.name, func(t *testing.T) {
			s := start(t, group.options...)
			for _, c := range group.tests {
				if got := ids(t, s, "filter", c.filter); got != c.want {
					t.Errorf("%s: got %q, want %q", c.filter, got, c.want)
				}
			}
		})
	}
}

// The wildcards must match as the same pattern does as a regular expression.
func FuzzMatchWildcards(f *testing.F) {
	f.Add("*a*b_c*", "xaxbxbyc")
	f.Add("é**", "éa")
	f.Fuzz(func(t *testing.T, pattern, text string) {
		if len(pattern) > 30 || len(text) > 100 || !utf8.ValidString(pattern) || !utf8.ValidString(text) {
			return
		}
		source := strings.NewReplacer(`\*`, ".*", "_", ".").Replace(regexp.QuoteMeta(pattern))
		want := regexp.MustCompile(`(?s)\A` + source + `\z`).MatchString(text)
		if got := matchWildcards(pattern, text, true); got != want {
			t.Errorf("%q like %q: %v", text, pattern, got)
		}
	})
}

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "abc": "abc", "ABC": "abc", "Évry": "evry", "Œuvre Ægir": "oeuvre aegir", "Straße": "strasse", "SMØRREBRØD": "smorrebrod",
		"Çà et là": "ca et la", "e\u0301te\u0301": "ete", "日本 🙂": "日本 🙂", "L'Haÿ": "l'hay",
	} {
		if got := fold(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
