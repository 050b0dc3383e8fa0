package translate

import (
	"strings"
	"testing"

	"github.com/scale-sql/scale/internal/information"
	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/syntax"
)

func sessionOptions() *Options {
	s := information.NewSession("demo", "api@host", 1, nil)
	return &Options{Instance: "demo", RegexpOperator: "$regexp", Session: s}
}

// FuzzShow reads any SHOW, DESCRIBE, SET and USE. What it makes of a SHOW is a
// SELECT from information_schema and nothing else, whatever the names and
// patterns of the text hold.
func FuzzShow(f *testing.F) {
	for _, text := range []string{
		"SHOW TABLES", "SHOW FULL TABLES FROM `demo` LIKE 'a\\'%'", "SHOW COLUMNS FROM `a``b` WHERE Field = 'x\\\\'", "DESC `' OR 1` 'x%'",
		"SHOW CREATE TABLE `it's \\`", "SHOW GRANTS FOR CURRENT_USER()", "SHOW COLUMNS FROM t FROM demo LIKE ?", "SHOW WARNINGS LIMIT 1",
		"SET NAMES utf8 COLLATE utf8_bin", "SET a = 1, @@b = (SELECT 1, 2), @c := ?", "SET SESSION TRANSACTION READ ONLY", "SET sql_mode = CONCAT(@@sql_mode, ',x')",
		"SET x =", "SHOW", "SHOW (", "DESCRIBE a.b c", "SET a = ))", "SHOW TABLES LIKE N'x'", "SET GLOBAL x = ON, SESSION y = OFF",
	} {
		f.Add(text)
	}
	opt := sessionOptions()
	f.Fuzz(func(t *testing.T, text string) {
		stmt, err := syntax.Parse(text, syntax.Options{})
		if err != nil {
			return
		}
		switch stmt.Kind {
		case syntax.Set:
			set, err := ReadSet(stmt, syntax.Options{})
			if err == nil && set.Query == nil {
				_ = set.Apply(opt)
			}
		case syntax.Show, syntax.Describe:
			shown, err := Show(stmt, opt)
			if err != nil {
				return
			}
			object, err := schema.ParseObject(shown.Object, []byte(`{"f'\\":{"attribs":{"label":"it's \\"}}}`), "")
			if err != nil {
				t.Fatal(err)
			}
			query, err := shown.Select(object)
			if err != nil {
				if strings.Contains(err.Error(), "internal error") || strings.Contains(err.Error(), "syntax error") {
					t.Fatalf("%q: %v", text, err)
				}
				return
			}
			names, err := Objects(query, opt)
			// The WHERE is the user's own, and may name objects in subqueries.
			if stmt.Where == nil && (err != nil || len(names) > 0) {
				t.Errorf("%q reads %q, %v", text, names, err)
			}
		}
	})
}
