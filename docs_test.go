package scale_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// Every statement of docs/sql.md is answered, and one that is to need no engine
// with no row more than the result has.
func TestDocStatements(t *testing.T) {
	db, server := openSample(t)
	for _, row := range docTables(t, "docs/sql.md", "Construct | Where | Example") {
		query := strings.Trim(row[2], "`")
		if !strings.Contains(query, "SELECT") {
			continue
		}
		server.ResetRequests()
		got := rowsOf(t, db, query)
		if len(got) == 0 && !strings.Contains(query, "WHERE") {
			t.Errorf("%s: no row", query)
		}
		for _, r := range server.Requests() {
			if exactly := !strings.Contains(row[1], "engine"); exactly && r.Rows > len(got) {
				t.Errorf("%s: %d rows were read for a result of %d", query, r.Rows, len(got))
			}
		}
	}
}

func TestDocFunctions(t *testing.T) {
	db, _ := openSample(t)
	for _, row := range docTables(t, "docs/sql.md", "Function | Example | Result") {
		query, want := strings.Trim(row[1], "`"), strings.Trim(row[2], "`")
		if !strings.HasPrefix(query, "SELECT") {
			query = "SELECT CONCAT(IFNULL(" + query + ", 'NULL'))"
		}
		if got := rowsOf(t, db, query); len(got) != 1 || strings.TrimSuffix(got[0], "T00:00:00Z") != want {
			t.Errorf("%s: got %q, want %q", query, got, want)
		}
	}
}

// TestDocNamesEveryFunction compares the functions of docs/sql.md with those
// that the source lists.
func TestDocNamesEveryFunction(t *testing.T) {
	var named strings.Builder
	for _, row := range docTables(t, "docs/sql.md", "Function | Example | Result") {
		named.WriteString(row[0])
	}
	key := regexp.MustCompile(`"([a-z][a-z0-9_]+)": +[{t]`)
	for _, file := range []string{"function.go", "special.go", "temporal.go", "aggregate.go"} {
		text, err := os.ReadFile("translate/residual/" + file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range key.FindAllStringSubmatch(string(text), -1) {
			if !regexp.MustCompile(`\b` + strings.ToUpper(m[1]) + `\b`).MatchString(named.String()) {
				t.Errorf("docs/sql.md doesn't name %s", strings.ToUpper(m[1]))
			}
		}
	}
}

// The statements about what the driver knows itself are answered, each on a
// connection of its own, without a request for records.
func TestDocIntrospection(t *testing.T) {
	db, server := openSample(t)
	for _, row := range docTables(t, "docs/sql.md", "Construct | Example") {
		query := strings.Trim(row[1], "`")
		conn := oneConn(t, db)
		server.ResetRequests()
		got := rowsOf(t, conn, query)
		if rowless := strings.Contains(row[0], "no rows") || strings.HasPrefix(query, "SET") || strings.HasPrefix(query, "USE"); rowless != (len(got) == 0) {
			t.Errorf("%s: %d rows", query, len(got))
		}
		if asked := dataRequests(server); len(asked) > 0 {
			t.Errorf("%s: records were asked for: %q", query, asked)
		}
	}
}
