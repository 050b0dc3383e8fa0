package scale_test

import (
	"flag"
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/scale-sql/scale/scaletest"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata")

// TestPushdown compares what statements ask of the API with what they asked
// when testdata/pushdown.golden was written. An entry may change only for the
// better: fewer requests, fewer rows, fewer fields. -update rewrites the file.
func TestPushdown(t *testing.T) {
	server := scaletest.NewServer()
	defer server.Close()
	var text strings.Builder
	for _, s := range pushdowns {
		// A DB of its own has learnt nothing of the server, and without prefetch
		// the requests come in the same order each time.
		db := openDSN(t, server.DSN("prefetch=0"))
		server.ResetRequests()
		rows := rowsOf(t, db, s.query, s.args...)
		fmt.Fprintf(&text, "%s\n%s  = %d rows\n\n", s.query, asked(t, server.Requests()), len(rows))
		db.Close()
	}
	const golden = "testdata/pushdown.golden"
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

// compareEntries shows the entries that differ.
func compareEntries(t *testing.T, old, now string) {
	t.Helper()
	entries := func(text string) map[string]string {
		all := map[string]string{}
		for entry := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
			query, requests, _ := strings.Cut(entry, "\n")
			all[query] = requests
		}
		return all
	}
	before, after := entries(old), entries(now)
	for query, requests := range after {
		if was, ok := before[query]; !ok {
			t.Errorf("the golden file lacks %s", query)
		} else if was != requests {
			t.Errorf("%s\nasked for\n%s\nand now for\n%s", query, was, requests)
		}
	}
	for query := range before {
		if _, ok := after[query]; !ok {
			t.Errorf("the golden file alone has %s", query)
		}
	}
}

// asked writes the requests for records, those as one that differ in their
// offset only.
func asked(t *testing.T, requests []scaletest.Request) string {
	var order []string
	count, rows := map[string]int{}, map[string]int{}
	for _, r := range requests {
		if !strings.Contains(r.Path, "/get_objects/") {
			continue
		}
		if r.Status != 200 {
			t.Errorf("%s %s: status %d", r.Path, r.Query, r.Status)
		}
		line := describeRequest(r)
		if count[line] == 0 {
			order = append(order, line)
		}
		count[line]++
		rows[line] += r.Rows
	}
	var text strings.Builder
	for _, line := range order {
		fmt.Fprintf(&text, "  %s -> %d requests, %d rows\n", line, count[line], rows[line])
	}
	return text.String()
}

func describeRequest(r scaletest.Request) string {
	path := strings.Split(r.Path, "/")
	line := r.Method + " " + strings.Join(path[len(path)-2:], "/")
	for _, name := range []string{"fields", "filter", "sort_by", "limit", "pagesize"} {
		if r.Query.Has(name) {
			line += " " + name + "=" + shortened(r.Query, name)
		}
	}
	return line
}

func shortened(q url.Values, name string) string {
	text := strings.ReplaceAll(q.Get(name), `["Y","1","true","oui","y","True","TRUE","Oui","OUI"]`, "[true]")
	text = strings.ReplaceAll(text, `["N","0","false","non","n","False","FALSE","Non","NON"]`, "[false]")
	if len(text) > 300 {
		text = fmt.Sprintf("%s... (%d bytes)", strings.ToValidUTF8(text[:200], ""), len(text))
	}
	return text
}
