package translate

import "testing"

// The digits that a text begins with become a pattern.
func TestBeginningsOfTexts(t *testing.T) {
	for _, r := range []row{
		{`LEFT(Nom, 2) = '75'`, nil, `Nom $like "75*"`},
		{`'75' = (LEFT((Nom), 2))`, nil, `Nom $like "75*"`},
		{`LEFT(Nom, ?) = ?`, v(int64(2), "06"), `Nom $like "06*"`},
		{`SUBSTRING(Nom, 1, 2) IN ('75', '92', NULL)`, nil, `Nom $like "75*" $or Nom $like "92*"`},
		{`SUBSTR(Nom FROM 1 FOR 3) = '971'`, nil, `Nom $like "971*"`},
		{`MID(Nom, 1, 2) IN (NULL)`, nil, `direct: no request`},
		{`NOT LEFT(Nom, 2) <> '75'`, nil, `every row`},
		{`LEFT(Nom, 2) = '75' AND age = 5`, nil, `Nom $like "75*" $and age $eq "5"`},
		{`LEFT(Nom, 3) = '75'`, nil, `every row`},
		{`LEFT(Nom, 1) = '75'`, nil, `every row`},
		{`LEFT(Nom, 2) = '7 '`, nil, `every row`},
		{`LEFT(Nom, 2) = 'ab'`, nil, `every row`},
		{`LEFT(Nom, 2) = 75`, nil, `every row`},
		{`LEFT(Nom, 1) = 0`, nil, `every row`},
		{`LEFT(Nom, 3) = 7.5`, nil, `every row`},
		{`LEFT(Nom, 2) = '٧٥'`, nil, `every row`},
		{`LEFT(Nom, 2) <> '75'`, nil, `every row`},
		{`NOT LEFT(Nom, 2) = '75'`, nil, `every row`},
		{`LEFT(Nom, 2) NOT IN ('75')`, nil, `every row`},
		{`LEFT(Nom, 2) IN ('75', 'ab')`, nil, `every row`},
		{`LEFT(age, 2) = '75'`, nil, `every row`},
		{`LEFT(Nom, age) = '75'`, nil, `every row`},
		{`SUBSTRING(Nom, 2, 2) = '75'`, nil, `every row`},
		{`SUBSTRING(Nom, 1) = '75'`, nil, `every row`},
		{`RIGHT(Nom, 2) = '75'`, nil, `every row`},
		{`BINARY LEFT(Nom, 2) = '75'`, nil, `every row`},
		{`LEFT(nosuch, 2) = '75'`, nil, `error: ...unknown column "nosuch"`},
	} {
		if got := sentFor(t, r.where, r.args...); !matches(got, r.want) {
			t.Errorf("WHERE %s  %v\n got %s\nwant %s", r.where, r.args, got, r.want)
		}
	}
}
