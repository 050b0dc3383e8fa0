package residual_test

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/scale-sql/scale/internal/engine"
	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/residual"
	"github.com/scale-sql/scale/translate/syntax"
	"github.com/xwb1989/sqlparser"
)

// sqlite runs what is compiled over tables without rows: SQLite must know each
// function that is called, and take the statement.
type sqlite struct {
	engine  *engine.Engine
	objects map[string]*schema.Object
}

func newSQLite(t testing.TB) *sqlite {
	e := engine.New(engine.Options{})
	t.Cleanup(func() { e.Close() })
	return &sqlite{engine: e, objects: residual.TestObjects(t)}
}

// compile compiles a statement over the objects a, b and c.
func (s *sqlite) compile(query string) (*residual.Query, error) {
	stmt, err := syntax.Parse(query, syntax.Options{})
	if err != nil {
		return nil, err
	}
	sel, ok := stmt.AST.(sqlparser.SelectStatement)
	if !ok {
		return nil, fmt.Errorf("not a SELECT")
	}
	return residual.Compile(sel, &residual.Env{
		Object: func(_, name string) (*schema.Object, error) {
			if o := s.objects[strings.ToLower(name)]; o != nil {
				return o, nil
			}
			return nil, fmt.Errorf("no object %q", name)
		},
		Param:    func(string) (any, bool) { return int64(1), true },
		Instance: "demo",
		Now:      time.Date(2024, 2, 29, 12, 30, 45, 0, time.UTC),
	})
}

// run runs a compiled statement to its end.
func (s *sqlite) run(q *residual.Query) error {
	query := &engine.Query{SQL: q.SQL(nil)}
	for _, t := range q.Tables {
		query.Tables = append(query.Tables, engine.Table{Name: q.Scan(t), ID: t.Object.ID, Fields: t.Fields})
	}
	rows, err := s.engine.Query(context.Background(), query)
	if err != nil {
		return err
	}
	defer rows.Close()
	if n := rows.Columns(); n != len(q.Outputs) {
		return fmt.Errorf("%d columns for %d outputs", n, len(q.Outputs))
	}
	for {
		if err := rows.Next(); err != nil {
			if err == io.EOF {
				return nil
			}
			return err
		}
	}
}

// arguments are a column of each type, and constants.
var arguments = []string{"k", "name", "d", "flag", "day", "at", "hour", "NULL", "5", "'x'", "1.5", "1e0", "BINARY name", "DATE '2024-02-29'"}

// Each function that a statement may call is one that SQLite knows, with the
// arguments that it is given, whatever their types.
func TestFunctionsAreKnown(t *testing.T) {
	s, rng := newSQLite(t), rand.New(rand.NewPCG(1, 2))
	for name, counts := range residual.Calls() {
		most := counts[1]
		if most < 0 {
			most = counts[0] + 2
		}
		compiled := false
		for n := counts[0]; n <= most; n++ {
			for i := range 3 * len(arguments) {
				args := make([]string, n)
				for k := range args {
					args[k] = arguments[rng.IntN(len(arguments))]
				}
				if n > 0 {
					args[0] = arguments[i%len(arguments)]
				}
				query := "SELECT " + call(name, args) + " FROM a"
				q, err := s.compile(query)
				if err != nil {
					continue
				}
				compiled = true
				if err := s.run(q); err != nil && !refusal(err) {
					t.Errorf("%s: %v\n%s", query, err, q.Body)
				}
			}
		}
		if !compiled {
			t.Errorf("no call of %s compiles", name)
		}
	}
}

// call writes a call; those that syntax itself makes of other forms are written
// in these.
func call(name string, args []string) string {
	switch name {
	case syntax.FuncXor:
		return args[0] + " XOR " + args[1]
	case syntax.FuncDateLiteral:
		return "DATE '2024-02-29'"
	case syntax.FuncTimeLiteral:
		return "TIME '10:00:00'"
	case syntax.FuncTimestampLiteral:
		return "TIMESTAMP '2024-02-29 10:00:00'"
	case syntax.FuncTrimBoth, syntax.FuncTrimLeading, syntax.FuncTrimTrailing:
		side := strings.TrimPrefix(name, "__trim_")
		return "TRIM(" + side + " " + args[0] + " FROM name)"
	case "__extract":
		return "EXTRACT(YEAR FROM " + args[1] + ")"
	case "get_format":
		args[0] = "DATETIME"
	case "timestampdiff", "timestampadd":
		args[0] = "DAY"
	}
	if kind, ok := strings.CutPrefix(name, "__cast_"); ok {
		return "CAST(" + args[0] + " AS " + kind + ")"
	}
	return name + "(" + strings.Join(args, ", ") + ")"
}

// refusal reports whether SQLite or a function refuses a value, not the text.
func refusal(err error) bool {
	for _, part := range []string{"out of range", "more than 1 row", "stopped", "too many", "too large", "maximum depth", "at most 64 tables"} {
		if strings.Contains(err.Error(), part) {
			return true
		}
	}
	return false
}

// seeds are statements of each kind, which the fuzzer takes apart.
var seeds = []string{
	"SELECT a.k, UPPER(name), COUNT(*) FROM a WHERE n > 1 AND name LIKE 'x%' GROUP BY a.k, name HAVING COUNT(*) > 1 ORDER BY 3 DESC, name LIMIT 5 OFFSET 1",
	"SELECT * FROM a LEFT JOIN b USING (k) RIGHT JOIN c ON c.k = b.n AND c.d > 1.5 WHERE a.name IS NULL OR b.flag",
	"SELECT x.m FROM (SELECT k, MAX(d) AS m FROM a GROUP BY k) x NATURAL JOIN b, c WHERE EXISTS (SELECT 1 FROM a y WHERE y.k = x.k)",
	"SELECT k, (SELECT MAX(b.n) FROM b WHERE b.k = a.k), n IN (SELECT n FROM c) FROM a WHERE k NOT IN (SELECT k FROM b WHERE day < NOW())",
	"(SELECT k, d FROM a ORDER BY n LIMIT 2) UNION ALL SELECT n, name FROM b UNION SELECT 1, NULL ORDER BY 2, k DESC LIMIT 3",
	"SELECT DISTINCT CASE k WHEN 1 THEN d WHEN 2 THEN at ELSE 'x' END, IF(flag, day, hour), COALESCE(d, k, name) FROM a",
	"SELECT GROUP_CONCAT(DISTINCT name ORDER BY d DESC, 1 SEPARATOR ';'), SUM(DISTINCT d), AVG(k), STD(k), BIT_OR(n) FROM a",
	"SELECT day + INTERVAL 1 MONTH, DATE_FORMAT(at, '%Y'), TIMESTAMPDIFF(DAY, day, at), EXTRACT(YEAR FROM day), CAST(name AS DECIMAL(10,2)) FROM a",
	"SELECT (k, n) = (1, 2), (k, name) IN ((1, 'x'), (2, 'y')), k <=> NULL, NOT k XOR n, k BETWEEN d AND name, -k ^ 3 | 5 << 2 FROM a",
	"SELECT k AS x, -x AS k FROM a HAVING x > 1 AND MAX(k) > 2 ORDER BY x + 1, (k)",
	"SELECT 1, 'x', x'41', NULL, TRUE, ?, 1e3, 18446744073709551615 FROM dual",
	"SELECT name COLLATE utf8mb4_bin, BINARY name = 'x', name REGEXP '^x', name LIKE 'a|%' ESCAPE '|' FROM a ORDER BY name COLLATE utf8mb4_bin",
	"SELECT COUNT(DISTINCT k, name), MIN(at), MAX(BINARY name), GREATEST(k, d, '5'), FIELD(name, 'a', 'b'), NULLIF(d, 1) FROM a JOIN b ON a.k = b.k",
	"SELECT (k, name) IN (SELECT n, name FROM b), k > ALL (SELECT d FROM b), name <= ANY (SELECT day FROM c) FROM a WHERE (k, n) NOT IN (SELECT n, k FROM c WHERE c.d = a.d) AND (k, d) < (SELECT n, name FROM c LIMIT 1)",
	"SELECT 1 FROM a WHERE EXISTS (SELECT COUNT(*) FROM b WHERE EXISTS (SELECT 1 FROM c WHERE c.k = a.k AND c.n = b.n) HAVING COUNT(*) = 0)",
}

// What is compiled SQLite takes, without a panic and in no time.
func FuzzCompile(f *testing.F) {
	for _, seed := range seeds {
		f.Add(seed)
	}
	s := newSQLite(f)
	f.Fuzz(func(t *testing.T, query string) {
		if len(query) > 2000 {
			return
		}
		q, err := s.compile(query)
		if err != nil {
			return
		}
		if err := s.run(q); err != nil && !refusal(err) {
			t.Errorf("%v\n%s", err, q.SQL(nil))
		}
	})
}

// Statements that are put together of the seeds' parts are taken, too.
func TestMixedStatements(t *testing.T) {
	s, rng := newSQLite(t), rand.New(rand.NewPCG(3, 4))
	var words []string
	for _, seed := range seeds {
		words = append(words, strings.Fields(seed)...)
	}
	compiled := 0
	for range 20_000 {
		parts := strings.Fields(seeds[rng.IntN(len(seeds))])
		for range 1 + rng.IntN(3) {
			parts[rng.IntN(len(parts))] = words[rng.IntN(len(words))]
		}
		query := strings.Join(parts, " ")
		q, err := s.compile(query)
		if err != nil {
			continue
		}
		compiled++
		if err := s.run(q); err != nil && !refusal(err) {
			t.Errorf("%s\n%v\n%s", query, err, q.SQL(nil))
		}
	}
	if compiled < 500 {
		t.Errorf("just %d of the statements compile", compiled)
	}
}
