package scale_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

// fleet is the data of the matrix: six full pages of ships, and their trips.
func fleet() scaletest.Data {
	ships := scaletest.Object{Name: "ship", Key: "ID_SHIP", Fields: []scaletest.Field{
		{Name: "ID_SHIP", Type: "integer", NoWrite: true}, {Name: "Nom", Type: "text"},
		{Name: "Port", Type: "choice"}, {Name: "n", Type: "integer"},
	}}
	trips := scaletest.Object{Name: "trip", Key: "ID_TRIP", Fields: []scaletest.Field{
		{Name: "ID_TRIP", Type: "integer", NoWrite: true}, {Name: "Ref", Type: "text"}, {Name: "ship_id", Type: "integer"},
	}}
	for i := 1; i <= 60; i++ {
		ships.Records = append(ships.Records, scaletest.Record{ID: int64(3 * i), Values: map[string]string{
			"Nom": fmt.Sprintf("Ship %02d", i*7%60), "Port": []string{"Brest", "Nantes", "Lyon"}[i%3], "n": strconv.Itoa(i),
		}})
	}
	for i := 1; i <= 20; i++ {
		trips.Records = append(trips.Records, scaletest.Record{ID: int64(i), Values: map[string]string{
			"Ref": fmt.Sprintf("T%02d", i), "ship_id": strconv.Itoa(3 * (1 + i*11%60)),
		}})
	}
	return scaletest.Data{ships, trips}
}

// fleetReads are the SELECTs of the matrix, and how many rows they have.
var fleetReads = []struct {
	name, query string
	rows        int
	// direct rows are delivered as they come, so that those before an error are
	// the first of the result.
	direct bool
}{
	{"scan", "SELECT id, Nom, Port, n FROM ship ORDER BY id", 60, true},
	{"scan by another order", "SELECT id, Nom FROM ship ORDER BY Port, Nom", 60, true},
	{"LIMIT and OFFSET", "SELECT id, Nom FROM ship ORDER BY id LIMIT 23 OFFSET 15", 23, true},
	{"engine", "SELECT Port, COUNT(*), SUM(n), MAX(Nom) FROM ship GROUP BY Port ORDER BY LENGTH(Port), Port", 3, false},
	{"engine, rows in passing", "SELECT id, UPPER(Nom) FROM ship WHERE LENGTH(Nom) > 1", 60, true},
	{"join", "SELECT s.Nom, t.Ref FROM ship s LEFT JOIN trip t ON t.ship_id = s.id ORDER BY s.Nom, t.Ref", 60, false},
}

// fleetPaging are the ways in which the matrix asks for pages.
var fleetPaging = []string{
	"prefetch=0&paging=offset", "prefetch=0&paging=page", "prefetch=0&paging=keyset",
	"prefetch=4&paging=offset", "prefetch=4&paging=page", "prefetch=4&paging=keyset",
}

// undisturbed is a run without a fault.
type undisturbed struct {
	rows     []string
	requests int
}

func runUndisturbed(t *testing.T, query, options string) (u undisturbed) {
	s := &script{}
	s.stage(t, query, options, func(b *bench) {
		u.rows, _ = tryRows(b.ctx, b.db, query)
		u.requests = s.count(reading)
	})
	return u
}

// eachFault runs a subtest for each fault, and looks that no redirect was
// followed.
func eachFault(t *testing.T, f func(t *testing.T, fault *fault)) {
	var followed atomic.Int64
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { followed.Add(1) }))
	defer elsewhere.Close()
	for _, fault := range faultList(elsewhere.URL) {
		t.Run(fault.name, func(t *testing.T) { f(t, &fault) })
	}
	if n := followed.Load(); n > 0 {
		t.Errorf("%d requests have followed a redirect", n)
	}
}

// TestFaultsOfReads meets each fault once, twice and always, with SELECTs.
func TestFaultsOfReads(t *testing.T) {
	clean := map[string]undisturbed{}
	for _, read := range fleetReads {
		for _, paging := range fleetPaging {
			u := runUndisturbed(t, read.query, paging)
			if len(u.rows) != read.rows {
				t.Fatalf("%s, %s: %d rows, want %d", read.name, paging, len(u.rows), read.rows)
			}
			clean[read.query+paging] = u
		}
	}
	eachFault(t, func(t *testing.T, fault *fault) {
		for j, read := range fleetReads {
			for i, paging := range fleetPaging {
				if fault.wire && j%2 == 1 && i > 0 || !read.direct && i > 3 {
					continue // connections and the engine take time, and differ in nothing else
				}
				if testing.Short() && (i+j)%2 == 1 {
					continue
				}
				for _, at := range []struct{ first, times int }{{2, 1}, {2, 2}, {2, always}, {1, 1}, {7, 1}} {
					if at.first == 1 && i > 2 || at.first == 7 && (i > 0 || fault.late || read.rows == 23) {
						continue // the first page without prefetch, and the last, empty one in one way of paging
					}
					if at.times == 2 && strings.HasPrefix(paging, "prefetch=4") {
						continue // two pages that are asked for at once may each meet it once
					}
					u := clean[read.query+paging]
					c := readCase{fault: fault, clean: u, first: at.first, times: at.times, paging: paging, direct: read.direct}
					c.run(t, read.name, read.query)
				}
			}
		}
	})
}

// readCase is a SELECT that meets a fault.
type readCase struct {
	fault        *fault
	clean        undisturbed
	first, times int
	paging       string
	direct       bool
}

func (c *readCase) run(t *testing.T, name, query string) {
	label := fmt.Sprintf("%s, %s, requests from %d on, %d of them", name, c.paging, c.first, c.times)
	s := &script{fault: c.fault, kind: reading, first: c.first, times: c.times}
	s.stage(t, label, c.paging, func(b *bench) {
		rows, err := tryRows(b.ctx, b.db, query)
		n := s.count(reading)
		if err == nil && !slices.Equal(rows, c.clean.rows) {
			b.errorf("%d rows and no error, want %d:\n%q", len(rows), len(c.clean.rows), rows)
		}
		if err != nil && c.direct && !slices.Equal(rows, c.clean.rows[:len(rows)]) {
			b.errorf("%d rows before the error are not the first ones:\n%q", len(rows), rows)
		}
		if c.heals() {
			if err != nil {
				b.errorf("%v", err)
			}
			c.counts(b, n, c.clean.requests, c.clean.requests+c.extra())
		} else {
			c.fault.check(b, err)
			c.counts(b, n, c.first-1+c.tries(), c.first-1+c.tries())
		}
		// The DB is as good as before, unless the API has asked for a pause.
		s.mu.Lock()
		s.times = 0
		s.mu.Unlock()
		if strings.Contains(c.fault.text, "max_retry_wait") {
			return
		}
		if rows, err := tryRows(b.ctx, b.db, query); err != nil || !slices.Equal(rows, c.clean.rows) {
			b.errorf("then %d rows, %v", len(rows), err)
		}
	})
}

// heals reports whether the statement succeeds in spite of the fault. One that
// cuts answers short doesn't end a scan as long as each answer brings a record;
// by page numbers it is always the same records.
func (c *readCase) heals() bool {
	f, byPage := c.fault, strings.Contains(c.paging, "paging=page")
	return f.whole || c.times < c.most() || f.cuts && !f.late && !byPage
}

// most is how often a request is sent that meets the fault each time.
func (c *readCase) most() int {
	if c.fault.late && !strings.Contains(c.paging, "paging=page") {
		return 1
	}
	return c.fault.tries
}

// tries is how often the request is sent that fails in the end.
func (c *readCase) tries() int { return min(c.times, c.most()) }

// extra is how many requests more than usual there may be.
func (c *readCase) extra() int {
	switch f := c.fault; {
	case f.whole:
		return 0
	case c.times == always:
		return always
	}
	return c.times
}

// counts checks the number of requests for records. Pages fetched ahead may be
// more, and net/http may repeat a GET by itself.
func (c *readCase) counts(b *bench, n, least, most int) {
	b.t.Helper()
	if !strings.Contains(c.paging, "prefetch=0") {
		least, most = min(c.first, least), most+10*c.fault.tries
	}
	if c.fault.wire && !c.fault.cuts && !c.fault.refuses {
		most += c.fault.tries
	}
	if n < least || n > most {
		b.errorf("%d requests, want %d to %d", n, least, most)
	}
}

// check looks at the error that a statement must have ended with.
func (f *fault) check(b *bench, err error) {
	b.t.Helper()
	switch {
	case err == nil:
		b.errorf("no error")
		return
	case !strings.HasPrefix(err.Error(), "scale: "), strings.Contains(err.Error(), b.server.Token()):
		b.errorf("the error is %q", err)
	case !strings.Contains(err.Error(), f.text):
		b.errorf("the error is %q, want %q in it", err, f.text)
	}
	var e *scale.Error
	if f.status != 0 && (!errors.As(err, &e) || e.Status != f.status && e.Code != strconv.Itoa(f.status)) {
		b.errorf("the error is %#v, want a *scale.Error of status %d", err, f.status)
	}
}
