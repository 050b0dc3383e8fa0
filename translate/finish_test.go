package translate

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/syntax"
)

// finishPlan plans a statement for the engine, over objects that all have the
// fields of contact.
func finishPlan(query string, opt *Options, values ...any) (*Finish, error) {
	stmt, err := syntax.Parse(query, syntax.Options{})
	if err != nil {
		return nil, err
	}
	names, err := Objects(stmt, opt)
	if err != nil {
		return nil, err
	}
	objects := make(map[string]*schema.Object)
	for _, name := range names {
		fields := contactFields
		if name == "keyless" {
			fields = keyless
		}
		if objects[name], err = schema.ParseObject(name, []byte(fields), ""); err != nil {
			return nil, err
		}
	}
	plan, err := New(stmt, objects, arguments(values), time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC), nil, opt)
	if err == nil && plan.Finish == nil {
		err = fmt.Errorf("the API answers it wholly")
	}
	if err != nil {
		return nil, err
	}
	return plan.Finish, nil
}

func mustFinish(t *testing.T, query string, values ...any) *Finish {
	t.Helper()
	f, err := finishPlan(query, defaults(), values...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return f
}

// asks shows what is asked for a table: its alias, filters, sort, limit and fields.
func (f *Finish) asks(i int) string {
	text := f.Query.Tables[i].Alias
	req := f.Requests[i]
	if req == nil {
		return text + " nothing"
	}
	for _, filter := range req.Filters {
		text += " [" + filter.Text + "]"
	}
	for _, k := range req.Sort {
		text += fmt.Sprintf(" by %s", k.Field)
		if k.Desc {
			text += " desc"
		}
	}
	if req.Limit != schema.NoLimit {
		text += fmt.Sprintf(" limit %d", req.Limit)
	}
	var names []string
	for _, c := range req.Fields {
		names = append(names, c.Name)
	}
	return text + " (" + strings.Join(names, " ") + ")"
}

// Each table is asked for the rows, columns, order and number of rows that matter,
// as far as the API can be trusted with them.
func TestRequests(t *testing.T) {
	for _, test := range []struct{ query, want string }{
		// Conditions, exact or not, and the fields that are read.
		{"SELECT UPPER(Nom) FROM contact c WHERE age > 5", `c [age $gt "5"] (Nom)`},
		{"SELECT UPPER(Nom) FROM contact c WHERE Nom = 'a\"b'", `c [Nom $like "a*b"] (Nom)`},
		{"SELECT UPPER(Nom) FROM contact c WHERE age > 5 AND UPPER(Nom) = 'X' AND Statut = 'client'", `c [age $gt "5" $and Statut $eq "client"] (Nom)`},
		{"SELECT UPPER(Nom) FROM contact c WHERE age > 5 OR UPPER(Nom) = 'X'", `c (Nom age)`},
		{"SELECT UPPER(Nom) FROM contact c WHERE age = 5 OR Statut = 'x'", `c [age $eq "5" $or Statut $eq "x"] (Nom)`},
		{"SELECT UPPER(Nom) FROM contact c WHERE age IN (1, 2) AND (age = 5 OR Statut = 'x')", `c [age $in ["1","2"]] (Nom Statut age)`},
		{"SELECT UPPER(Nom) FROM contact c WHERE age = 1.5", `c nothing`},
		{"SELECT COUNT(*) FROM contact c", `c ()`},
		{"SELECT UPPER(Nom) FROM contact c WHERE heure > '10:00'", `c (Nom heure)`},
		// ORDER BY and LIMIT.
		{"SELECT UPPER(Nom) FROM contact c WHERE age > 5 ORDER BY age DESC, id LIMIT 3 OFFSET 2", `c [age $gt "5"] by age desc by ID_CONTACT limit 5 (Nom)`},
		{"SELECT UPPER(Nom) FROM contact c ORDER BY actif LIMIT 3", `c (Nom actif)`},
		{"SELECT UPPER(Nom) AS n FROM contact c ORDER BY n LIMIT 3", `c (Nom)`},
		{"SELECT UPPER(Nom) FROM contact c WHERE Nom = 'a\"b' ORDER BY age LIMIT 3", `c [Nom $like "a*b"] by age (Nom)`},
		{"SELECT UPPER(Nom) FROM contact c WHERE UPPER(Nom) = 'X' LIMIT 3", `c (Nom)`},
		{"SELECT UPPER(Nom) FROM contact c LIMIT 18446744073709551615 OFFSET 5", `c (Nom)`},
		{"SELECT UPPER(Nom) FROM contact c LIMIT 0", `c nothing`},
		{"SELECT UPPER(Nom) FROM contact c WHERE age > 5 LIMIT 0 OFFSET 5", `c nothing`},
		{"SELECT DISTINCT Nom FROM contact c ORDER BY Nom LIMIT 3", `c (Nom)`},
		{"(SELECT Nom FROM contact c ORDER BY age LIMIT 3) UNION (SELECT Nom FROM contact d LIMIT 2)", `c by age limit 3 (Nom); d limit 2 (Nom)`},
		{"SELECT Nom FROM contact c UNION SELECT Nom FROM contact d LIMIT 2", `c (Nom); d (Nom)`},
		{"SELECT x.Nom FROM (SELECT Nom FROM contact c ORDER BY age LIMIT 3) x WHERE x.Nom > 'a'", `c by age limit 3 (Nom)`},
		{"SELECT c.id FROM contact c JOIN contact d LIMIT 3", `c (); d ()`},
		// One row for MIN, MAX and EXISTS.
		{"SELECT MAX(age) FROM contact c WHERE Statut = 'x'", `c [Statut $eq "x" $and age $neq ""] by age desc limit 1 (age)`},
		{"SELECT MIN(naissance) FROM contact c", `c [naissance $gte "0001-01-01"] by naissance limit 1 (naissance)`},
		{"SELECT MIN(Nom) FROM contact c", `c (Nom)`},
		{"SELECT MIN(actif) FROM contact c", `c [actif $neq ""] (actif)`},
		{"SELECT MAX(id) FROM contact c", `c by ID_CONTACT desc limit 1 ()`},
		{"SELECT MAX(age) FROM contact c WHERE UPPER(Nom) = 'X'", `c [age $neq ""] (age Nom)`},
		{"SELECT MAX(age) FROM contact c WHERE Nom = 'a\"b'", `c [Nom $like "a*b" $and age $neq ""] (age Nom)`},
		{"SELECT MAX(age) FROM contact c WHERE age = 1 OR Nom = 'x'", `c [age $neq ""] (age Nom)`},
		{"SELECT EXISTS (SELECT 1 FROM contact c WHERE age > 5)", `c [age $gt "5"] limit 1 ()`},
		{"SELECT EXISTS (SELECT 1 FROM contact c WHERE Nom = 'a\"b')", `c [Nom $like "a*b"] (Nom)`},
		{"SELECT EXISTS (SELECT 1 FROM contact c LIMIT 1 OFFSET 3)", `c ()`},
		// Joins.
		{"SELECT 1 FROM contact c LEFT JOIN contact d ON d.age = 5 AND c.age = 6 WHERE c.Nom = 'x' AND d.Nom <=> 'y'", `c [Nom $eq "x"] (age); d [age $eq "5"] (Nom)`},
		{"SELECT 1 FROM contact c LEFT JOIN contact d ON d.age = 5 AND c.age = 6 WHERE c.Nom = 'x' AND d.Nom = 'y'", `c [age $eq "6" $and Nom $eq "x"] (); d [age $eq "5" $and Nom $eq "y"] ()`},
		{"SELECT 1 FROM contact c LEFT JOIN contact d ON d.age = 1.5", `c (); d nothing`},
	} {
		f, err := finishPlan(test.query, defaults())
		if err != nil {
			t.Errorf("%s: %v", test.query, err)
			continue
		}
		var got []string
		for i := range f.Requests {
			got = append(got, f.asks(i))
		}
		if text := strings.Join(got, "; "); text != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.query, text, test.want)
		}
	}
}

// SQLite looks again at the conditions that the API doesn't answer exactly, and
// at no others.
func TestConditionsLeft(t *testing.T) {
	for _, test := range []struct{ where, want string }{
		{"age > 5", ""},
		{"age > 5 AND UPPER(Nom) = 'X'", "(my_upper(a1.c1) COLLATE my_ci = 'X')"},
		{"Nom = 'a\"b' AND age = 1", `(a1.c1 COLLATE my_ci = 'a"b')`},
		{"age <> 5", ""},
		{"age = 1 OR Nom = 'x'", ""},
		{"(age = 1 OR Nom = 'x') AND solde > 0", "((a1.c2 = 1) OR (a1.c1 COLLATE my_ci = 'x'))"},
		{"age = 1 OR Nom = 'x' AND solde > 0", "((a1.c3 = 1) OR ((a1.c2 COLLATE my_ci = 'x') AND (a1.c1 COLLATE my_decimal > '0')))"},
		{"age <> 1 OR solde > 0", "((a1.c2 <> 1) OR (a1.c1 COLLATE my_decimal > '0'))"},
		{"NOT (age = 1 OR solde > 0)", ""},
		{"Nom > 'x ' AND age IS NULL", "(a1.c1 COLLATE my_ci > 'x ')"},
	} {
		body := mustFinish(t, "SELECT COUNT(*) FROM contact WHERE "+test.where).Query.Body
		_, got, _ := strings.Cut(body, " WHERE ")
		if got != test.want {
			t.Errorf("%s: left %s, want %s", test.where, got, test.want)
		}
	}
}
