package translate

import (
	"strings"
	"testing"
)

// What is said of rows tells something of their columns, which the API can be
// asked for; the engine rechecks all but equality.
func TestRows(t *testing.T) {
	for _, r := range []row{
		{`(age, Nom) = (5, 'x')`, nil, `age $eq "5" $and Nom $eq "x"`},
		{`('x', ?) = (Nom, age)`, v(int64(5)), `Nom $eq "x" $and age $eq "5"`},
		{`(age, Nom) = (5, NULL)`, nil, `no request`},
		{`(age, Nom) <> (5, 'x')`, nil, `every row`},
		{`NOT (age, Nom) <> (5, 'x')`, nil, `age $eq "5" $and Nom $eq "x"`},
		{`(age, Nom) <=> (5, 'x')`, nil, `every row`},
		{`(age, Nom) > (5, 'x')`, nil, `age $gte "5"`},
		{`(age, Nom) <= (5, 'x')`, nil, `age $lte "5" $and age $neq ""`},
		{`NOT (age, Nom) < (5, 'x')`, nil, `age $gte "5"`},
		{`(5, Nom) > (5, 'x')`, nil, `every row`},
		{`(6, Nom) > (7, 'x')`, nil, `no request`},
		{`(age, Nom) > (Nom, 'x')`, nil, `every row`},
		{`(age, Nom) IN ((5, 'x'), (6, 'y'))`, nil, `age $in ["5","6"] $and Nom $in ["x","y"]`},
		{`(age, Nom) IN ((5, 'x'), (5, 'y'))`, nil, `age $eq "5" $and Nom $in ["x","y"]`},
		{`(age, Nom) IN ((5, 'x'), (6, NULL))`, nil, `age $in ["5","6"] $and Nom $eq "x"`},
		{`(age, Nom) IN ((NULL, 'x'))`, nil, `no request`},
		{`(age, Nom) IN ((5, 'x'), (6, Statut))`, nil, `age $in ["5","6"]`},
		{`(1, Nom) IN ((1, 'x'), (2, 'y'))`, nil, `Nom $in ["x","y"]`},
		{`(age, Nom) NOT IN ((5, 'x'))`, nil, `every row`},
		{`NOT (age, Nom) NOT IN ((5, 'x'))`, nil, `age $eq "5" $and Nom $eq "x"`},
		{`(age, Nom) IN ((5, 'x')) OR age = 7`, nil, `age $eq "5" $or age $eq "7"`},
		{`(age, nosuch) = (5, 'x')`, nil, `error: ...unknown column "nosuch"`},
		{`(age, nosuch) > (5, 'x')`, nil, `error: ...unknown column "nosuch"`},
		{`(age, Nom) IN ((5, 'x', 6))`, nil, `error: ...`},
	} {
		if got := sentFor(t, r.where, r.args...); !matches(strings.TrimPrefix(got, "direct: "), r.want) {
			t.Errorf("WHERE %s  %v\n got %s\nwant %s", r.where, r.args, got, r.want)
		}
	}
}
