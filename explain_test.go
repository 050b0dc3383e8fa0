package scale_test

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/url"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

// TestExplain compares what EXPLAIN says of statements with what it said when
// testdata/explain.golden was written. -update rewrites the file. None of it asks
// for a record or puts one.
func TestExplain(t *testing.T) {
	var text strings.Builder
	for _, g := range explainGroups {
		server := scaletest.NewServer(g.opts...)
		defer server.Close()
		db := openDSN(t, server.DSN(strings.FieldsFunc(g.dsn, func(r rune) bool { return r == '&' })...))
		title := g.name + g.dsn
		if title != "" {
			title = "[" + title + "] "
		}
		for _, s := range g.statements {
			query := s.query
			if len(query) > 200 {
				query = fmt.Sprintf("%s... (%d bytes)%s", query[:80], len(query), query[len(query)-40:])
			}
			fmt.Fprintf(&text, "%s%s\n", title, query)
			for _, step := range explain(t, db, s.query, s.args...) {
				text.WriteString(step.String())
			}
			text.WriteString("\n")
		}
		wantNoData(t, server)
	}
	const golden = "testdata/explain.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(text.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	old, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	compareEntries(t, string(old), text.String())
}

// wantNoData checks that no record was asked for or put.
func wantNoData(t testing.TB, server *scaletest.Server) {
	t.Helper()
	for _, r := range server.Requests() {
		if strings.Contains(r.Path, "_objects/") {
			t.Errorf("EXPLAIN has sent %s %s %v", r.Method, r.Path, r.Query)
		}
	}
}

// TestExplainIsTrue runs what is explained: each scan's first request is sent as
// EXPLAIN says, and no step takes fewer requests than it says, be there many
// records or none.
func TestExplainIsTrue(t *testing.T) {
	empty := scaletest.Sample()
	for i := range empty {
		empty[i].Records = nil
	}
	for _, g := range explainGroups {
		for _, data := range []scaletest.Data{scaletest.Sample(), empty} {
			if g.dsn == "batch_size=2" {
				continue
			}
			server := scaletest.NewServer(append(slices.Clone(g.opts), scaletest.WithData(data))...)
			defer server.Close()
			options := append(strings.FieldsFunc(g.dsn, func(r rune) bool { return r == '&' }), "prefetch=0")
			for _, s := range g.statements {
				db := openDSN(t, server.DSN(options...))
				steps := explain(t, db, s.query, s.args...)
				server.ResetRequests()
				rowsOf(t, db, s.query, s.args...)
				wantExplained(t, s.query, steps, server.Requests())
				db.Close()
			}
		}
	}
}

// wantExplained compares steps with the requests that were sent.
func wantExplained(t *testing.T, query string, steps []explainStep, sent []scaletest.Request) {
	t.Helper()
	least, actual := map[string]int64{}, map[string]int64{}
	for _, r := range sent {
		if strings.Contains(r.Path, "/get_objects/") {
			actual[r.Path]++
		}
	}
	for _, s := range steps {
		least[s.Path] += s.Requests
		if s.Action != "scan" || s.Requests == 0 || s.narrowed() {
			continue
		}
		want := url.Values{}
		for _, p := range s.Parameters {
			name, value, _ := strings.Cut(p, "=")
			want.Add(name, value)
		}
		wantSaid(t, query, want.Get("filter"), s.Conditions)
		if !slices.ContainsFunc(sent, func(r scaletest.Request) bool {
			return r.Method == s.Method && r.Path == s.Path && reflect.DeepEqual(r.Query, want)
		}) {
			t.Errorf("%s: no request was %v, as EXPLAIN says, but %v", query, want, sent)
		}
		if len(steps) <= 2 && !reflect.DeepEqual(sent[firstData(sent)].Query, want) {
			t.Errorf("%s: the first request was %v, and not %v", query, sent[firstData(sent)].Query, want)
		}
	}
	for path := range maps.Keys(least) {
		if least[path] > actual[path] {
			t.Errorf("%s: EXPLAIN says that %s takes %d requests at least; it took %d", query, path, least[path], actual[path])
		}
	}
	for path, n := range actual {
		if !slices.ContainsFunc(steps, func(s explainStep) bool { return s.Path == path }) {
			t.Errorf("%s: EXPLAIN says nothing of %d requests of %s", query, n, path)
		}
	}
}

// wantSaid looks in a filter for the conditions of which EXPLAIN says that they are
// sent, and in what it says for those of the filter.
func wantSaid(t *testing.T, query, filter string, lines []string) {
	t.Helper()
	said := ""
	for _, line := range lines {
		_, sent, ok := strings.Cut(line, ": sent as ")
		if !ok {
			continue
		}
		sent, _, _ = strings.Cut(sent, ", rechecked by the engine, since ")
		sent = strings.TrimSuffix(sent, ", and rechecked with the others")
		for cond := range strings.SplitSeq(sent, " $and ") {
			if strings.Contains(cond, " bytes)") { // it was cut
				cond, _, _ = strings.Cut(cond, "...")
			}
			said += cond + " $and "
			if !strings.Contains(filter, cond) {
				t.Errorf("%s: %s is not in %s", query, cond, filter)
			}
		}
	}
	for cond := range strings.SplitSeq(filter, " $and ") {
		if len(cond) < 160 && !strings.Contains(said, cond) {
			t.Errorf("%s: EXPLAIN doesn't say why %s is sent", query, cond)
		}
	}
}

// firstData is the index of the first request for records.
func firstData(sent []scaletest.Request) int {
	return slices.IndexFunc(sent, func(r scaletest.Request) bool { return strings.Contains(r.Path, "/get_objects/") })
}

// TestExplainIsTrueOfRandom runs random SELECTs, as TestExplainIsTrue does.
func TestExplainIsTrueOfRandom(t *testing.T) {
	all := people()
	data := append(peopleData(all), visits(all))
	for i, opts := range [][]scaletest.Option{{scaletest.WithPageCap(13)}, {scaletest.WithoutKeyField()}, {scaletest.WithEmptiesExcluded()}} {
		server := scaletest.NewServer(append(opts, scaletest.WithData(data))...)
		defer server.Close()
		g := &generator{rand.New(rand.NewPCG(uint64(i), 11))}
		for range 150 {
			db := openDSN(t, server.DSN("prefetch=0"))
			query, _ := g.statement()
			query = plainly(query)
			steps := explain(t, db, query)
			server.ResetRequests()
			if _, err := tryRows(soon(t), db, query); err == nil {
				wantExplained(t, query, steps, server.Requests())
			}
			db.Close()
		}
	}
}

// TestExplainWritesIsTrue runs the writes: the records put first are those that
// EXPLAIN shows, in as many requests as it says.
func TestExplainWritesIsTrue(t *testing.T) {
	for _, w := range writesExplained {
		s := openShop(t, "batch_size=2")
		steps := explain(t, s.db, w.query, w.args...)
		s.exec(w.query, w.args...)
		put, puts := steps[len(steps)-1], s.puts.all()
		if put.Action != "put" {
			t.Errorf("%s: the last step is %v", w.query, put)
		}
		if put.Parameters == nil {
			continue
		}
		if int(put.Requests) != len(puts) {
			t.Fatalf("%s: EXPLAIN says %d requests, and there were %d", w.query, put.Requests, len(puts))
		}
		if got := put.Parameters[0]; got != "objects="+puts[0].json {
			t.Errorf("%s: EXPLAIN says\n%s\nand sent was\n%s", w.query, got, puts[0].json)
		}
	}
}

func TestExplainManyRecords(t *testing.T) {
	s := openShop(t, "")
	query := "INSERT INTO client (Nom) VALUES " + strings.Repeat("('x'), ", 1199) + "('y')"
	put := explain(t, s.db, query)[0]
	want := `objects=[{"id":0,"data":{"Nom":"x"}},{"id":0,"data":{"Nom":"x"}},{"id":0,"data":{"Nom":"x"}}, and 497 more]`
	if put.Requests != 3 || put.Parameters[0] != want || !slices.Contains(put.Detail, "records: 1200; requests: 3, of at most 500 records each") {
		t.Errorf("%v", put)
	}
	if got := rowsOf(t, s.db, "EXPLAIN FORMAT=JSON "+query); !strings.Contains(got[0], `"records": 1200`) {
		t.Errorf("FORMAT=JSON: %s", got[0])
	}
	wantNoData(t, s.server)
}

// TestExplainColumns checks the table of EXPLAIN, whose columns are the same for
// each statement, in each way to ask for it.
func TestExplainColumns(t *testing.T) {
	db, server := openSample(t)
	want := []string{"step BIGINT", "action TEXT", "object TEXT", "method TEXT", "path TEXT", "parameters TEXT", "conditions TEXT", "detail TEXT", "requests BIGINT"}
	for _, query := range []string{
		"EXPLAIN SELECT 1", "DESCRIBE SELECT id FROM contact", "EXPLAIN EXTENDED SELECT id FROM contact", "EXPLAIN PARTITIONS SELECT id FROM contact",
		"EXPLAIN FORMAT=TRADITIONAL SELECT id FROM contact", "explain format = traditional insert into contact (Nom) values ('x')",
	} {
		rows, err := db.QueryContext(soon(t), query)
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		var got []string
		types, _ := rows.ColumnTypes()
		for _, c := range types {
			got = append(got, c.Name()+" "+c.DatabaseTypeName())
		}
		rows.Close()
		if !slices.Equal(got, want) {
			t.Errorf("%s: columns %q", query, got)
		}
	}
	got := rowsOf(t, db, "EXPLAIN SELECT Nom FROM contact WHERE Pays = 'FR' LIMIT 2")
	if line := `1|scan|contact|GET|/v1/datamart/demo/get_objects/contact|` +
		"fields=Nom\nfilter=Pays $eq \"FR\"\nsort_by={\"ID_CONTACT\":\"asc\"}\nlimit=2|Pays = 'FR': Exact: sent as Pays $eq \"FR\"|rows are delivered as they arrive|1"; !slices.Equal(got, []string{line}) {
		t.Errorf("got %q", got)
	}
	if got := rowsOf(t, db, "EXPLAIN SELECT 1"); len(got) != 1 || !strings.HasPrefix(got[0], "1|local|NULL|NULL|NULL|NULL|NULL|") {
		t.Errorf("got %q", got)
	}
	wantNoData(t, server)
}

func TestExplainPrepared(t *testing.T) {
	db, server := openSample(t)
	stmt, err := db.PrepareContext(soon(t), "EXPLAIN FORMAT=JSON SELECT Nom FROM contact WHERE Pays = ? LIMIT ?")
	if err != nil {
		t.Fatal(err)
	}
	defer stmt.Close()
	for _, country := range []string{"FR", "BE"} {
		got := rowsOf(t, stmtQueryer{stmt}, "", country, 2)
		if len(got) != 1 || !strings.Contains(got[0], `filter=Pays $eq \"`+country+`\"`) {
			t.Errorf("%s: %q", country, got)
		}
	}
	if _, err := db.ExecContext(soon(t), "EXPLAIN SELECT id FROM contact"); err != nil {
		t.Error(err)
	}
	wantNoData(t, server)
}

func TestExplainRefusals(t *testing.T) {
	s := openShop(t, "")
	for query, texts := range map[string][]string{
		"EXPLAIN ANALYZE INSERT INTO client (Nom) VALUES ('x')": {"EXPLAIN ANALYZE INSERT", "it would write the records"},
		"EXPLAIN ANALYZE UPDATE client SET Nom = 'x'":           {"EXPLAIN ANALYZE UPDATE"},
		"EXPLAIN FORMAT=TREE SELECT 1":                          {"FORMAT=TREE", "JSON"},
		"EXPLAIN DELETE FROM client":                            {"DELETE", "no way to delete"},
	} {
		_, err := tryRows(soon(t), s.db, query)
		wantTexts(t, query, err, texts...)
		if !errors.Is(err, scale.ErrUnsupported) {
			t.Errorf("%s: %v", query, err)
		}
	}
	// What the statement itself would be refused for.
	for query, texts := range map[string][]string{
		"EXPLAIN SELECT Nmo FROM client":                        {"Nmo", "Nom"},
		"EXPLAIN INSERT INTO client (Age) VALUES ('x')":         {"row 1", "Age"},
		"EXPLAIN INSERT INTO client (Age) VALUES (CONCAT('x'))": {"row 1", "Age"},
		"EXPLAIN SELECT 1; SELECT 2":                            {"second statement"},
		"EXPLAIN SELECT id FROM client WHERE id = ?":            {"placeholders"},
	} {
		_, err := tryRows(soon(t), s.db, query)
		wantTexts(t, query, err, texts...)
	}
	wantNoData(t, s.server)
}

// TestExplainInTransaction explains what is held, and refuses what the statement
// would be refused for.
func TestExplainInTransaction(t *testing.T) {
	s := openShop(t, "tx=buffer")
	tx, err := s.db.BeginTx(soon(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	put := explain(t, tx, "UPDATE client SET Ville = 'Nice' WHERE id = 10")[0]
	if detail := strings.Join(put.Detail, "\n"); !strings.Contains(detail, "until Commit") {
		t.Errorf("%s", detail)
	}
	execIn(t, tx, "UPDATE client SET Ville = 'Nice' WHERE id = 10")
	_, err = tryRows(soon(t), tx, "EXPLAIN SELECT Nom FROM client")
	wantTexts(t, "EXPLAIN SELECT", err, "commit first")
	wantNoData(t, s.server)
}

// TestExplainLocal explains what no request is made for.
func TestExplainLocal(t *testing.T) {
	db, server := openSample(t)
	for _, query := range []string{
		"SELECT 1", "SELECT @@version, USER()", "SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'c%'",
		"SELECT id FROM contact WHERE 1 = 0", "SELECT COUNT(*) FROM contact LIMIT 0",
	} {
		steps := explain(t, db, query)
		if query == "SELECT COUNT(*) FROM contact LIMIT 0" { // the engine doesn't come to read it
			if steps[0].Requests != 0 {
				t.Errorf("%s: %v", query, steps)
			}
			continue
		}
		if len(steps) != 1 || steps[0].Action != "local" || steps[0].Requests != 0 || steps[0].Method != "" {
			t.Errorf("%s: %v", query, steps)
		}
	}
	wantNoData(t, server)
}
