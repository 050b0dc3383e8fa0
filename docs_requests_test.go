package scale_test

import (
	"database/sql"
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

// TestDocFilters compares the filters of docs/requests.md with those that
// conditions on the contacts send.
func TestDocFilters(t *testing.T) {
	server := scaletest.NewServer()
	defer server.Close()
	db := openDSN(t, server.DSN("prefetch=0", "page_size=5000"))
	for _, row := range docTables(t, "docs/requests.md", "Condition | Filter") {
		want := "no request"
		if c := codes(row[1]); len(c) > 0 {
			want = c[0]
		} else if strings.HasPrefix(row[1], "none") {
			want = ""
		}
		for _, condition := range codes(row[0]) {
			if got := filterOf(t, server, db, condition); !matches(got, want) {
				t.Errorf("%s sends %s, not %s", condition, got, want)
			}
		}
	}
}

func filterOf(t *testing.T, server *scaletest.Server, db *sql.DB, condition string) string {
	t.Helper()
	server.ResetRequests()
	rowsOf(t, db, "SELECT id FROM contact WHERE "+condition)
	for _, r := range server.Requests() {
		if strings.Contains(r.Path, "/get_objects/") {
			return r.Query.Get("filter")
		}
	}
	return "no request"
}

// TestDocRequests checks that each request of docs/requests.md is made, and none
// without one.
func TestDocRequests(t *testing.T) {
	server := scaletest.NewServer()
	defer server.Close()
	db := openDSN(t, server.DSN("prefetch=0"))
	for _, row := range docTables(t, "docs/requests.md", "SELECT | Asked for") {
		query := codes(row[0])[0]
		server.ResetRequests()
		rowsOf(t, db, query)
		var asked []string
		for _, r := range server.Requests() {
			for _, name := range []string{"fields", "filter", "sort_by", "limit", "offset"} {
				if strings.Contains(r.Path, "/get_objects/") && r.Query.Has(name) {
					asked = append(asked, name+"="+r.Query.Get(name))
				}
			}
		}
		for _, want := range codes(row[1]) {
			if !slices.ContainsFunc(asked, func(got string) bool { return matches(got, want) }) {
				t.Errorf("%s doesn't ask for %s, but for %q", query, want, asked)
			}
		}
		if row[1] == "nothing" && len(asked) > 0 {
			t.Errorf("%s asks for %q", query, asked)
		}
	}
}

// matches compares a text with one in which … may stand for a part.
func matches(text, want string) bool {
	before, after, cut := strings.Cut(want, "…")
	if !cut {
		return text == want
	}
	return strings.HasPrefix(text, before) && strings.HasSuffix(text, after)
}

// TestDocRefusals runs what docs/sql.md says is refused.
func TestDocRefusals(t *testing.T) {
	db, server := openSample(t)
	statement := regexp.MustCompile(`^(SELECT|DELETE|TRUNCATE|CREATE|SHOW|SET|WITH) `)
	for _, row := range docTables(t, "docs/sql.md", "SQL | Why") {
		for _, query := range codes(row[0]) {
			if !statement.MatchString(query) {
				query = "SELECT id FROM contact WHERE " + query
			}
			server.ResetRequests()
			if _, err := tryRows(soon(t), db, query); !errors.Is(err, scale.ErrUnsupported) {
				t.Errorf("%s: %v", query, err)
			}
			if asked := dataRequests(server); len(asked) > 0 {
				t.Errorf("%s: records were asked for: %q", query, asked)
			}
		}
	}
}
