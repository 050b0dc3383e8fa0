package api

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/scale-sql/scale/schema"
)

// growing is a server of records that others are inserted between while they are read.
// It takes its time before it reads the page that it answers, and behind that.
type growing struct {
	mu     sync.Mutex
	random *rand.Rand
	every  time.Duration // between two insertions; none if it is 0
	ids    []int
	next   int
	since  time.Time
	pages  int
	breaks int // one of so many pages breaks off
}

func (g *growing) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	before, after := g.pauses()
	time.Sleep(before)
	body, broken := g.page(r)
	time.Sleep(after)
	w.Write(body)
	if broken {
		panic(http.ErrAbortHandler)
	}
}

func (g *growing) pauses() (before, after time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return time.Duration(g.random.IntN(1000)) * time.Millisecond, time.Duration(g.random.IntN(1000)) * time.Millisecond
}

// page is the page that a request asks for, and whether it breaks off.
func (g *growing) page(r *http.Request) (body []byte, broken bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for g.every > 0 && time.Since(g.since) > g.every {
		g.since = g.since.Add(g.every)
		g.ids = slices.Insert(g.ids, g.random.IntN(len(g.ids)+1), g.next)
		g.next++
	}
	g.pages++
	limit, _ := strconv.Atoi(r.FormValue("limit"))
	offset, _ := strconv.Atoi(r.FormValue("offset"))
	rows := g.ids[min(offset, len(g.ids)):min(offset+limit, len(g.ids))]
	if broken = g.breaks > 0 && g.random.IntN(g.breaks) == 0; broken {
		rows = rows[:len(rows)/2]
	}
	body = []byte(`{"objects":[`)
	for i, id := range rows {
		if i > 0 {
			body = append(body, ',')
		}
		body = fmtRow(body, id)
	}
	if broken {
		return body, true
	}
	return append(body, `]}`...), false
}

// newGrowing is such a server of rows records, whose temper is that of a number. Where
// pages break off fewer rows are inserted, since it takes longer.
func newGrowing(seed uint64, rows int) *growing {
	g := &growing{random: rand.New(rand.NewPCG(seed, 0)), every: time.Duration(seed%4) * 100 * time.Millisecond, since: time.Now(), next: 1000}
	if seed%3 == 0 {
		g.breaks, g.every = 6, 10*g.every
	}
	for i := range rows {
		g.ids = append(g.ids, i+1)
	}
	return g
}

// TestInsertsWhilePagesAreAhead has rows inserted anywhere while pages are under way,
// which are answered in any order, and may break off: each row that was there from the
// start comes once.
func TestInsertsWhilePagesAreAhead(t *testing.T) {
	for seed := range uint64(60) {
		for _, prefetch := range []int{1, 4} {
			for _, limit := range []int64{schema.NoLimit, 155} {
				t.Run(fmt.Sprintf("seed=%d,prefetch=%d,limit=%d", seed, prefetch, limit), func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) {
						rows := 400 - int(seed%7)
						g := newGrowing(seed, rows)
						if limit >= 0 { // its last page may be too short to know the rows that are pushed there
							g.every = 0
						}
						w := bubbled(t, g, func(o *Options) { o.PageSize, o.Prefetch, o.MaxRetries = 40, prefetch, 20 })
						w.client.learnFull("contact", 40)
						req := request(t, w.object)
						req.Sort, req.Limit = []schema.SortKey{{Field: "Nom"}}, limit
						got, err := w.scan(t, req)
						if err != nil {
							t.Error(err)
						}
						checkAll(t, got, rows, limit)
						time.Sleep(time.Minute) // for the handlers to end
					})
				})
			}
		}
	}
}

// checkAll checks that the first rows came once and in order; those from 1000 on were
// inserted meanwhile.
func checkAll(t *testing.T, got []string, rows int, limit int64) {
	t.Helper()
	want := 1
	for _, text := range got {
		id, _ := strconv.Atoi(text)
		if id < 1000 && id != want {
			t.Errorf("row %d came in place of %d: %v", id, want, got)
			return
		} else if id < 1000 {
			want++
		}
	}
	if limit < 0 && want != rows+1 || limit >= 0 && len(got) != int(limit) {
		t.Errorf("%d rows, of which the last is %d: %v", len(got), want-1, got)
	}
}

// TestPagesAheadInAnyOrder has pages under way at the same time whose order is not that
// of the keys.
func TestPagesAheadInAnyOrder(t *testing.T) {
	for prefetch, most := range map[int]time.Duration{0: 21 * time.Second, 1: 12 * time.Second, 4: 6 * time.Second} {
		synctest.Test(t, func(t *testing.T) {
			g := newGrowing(1, 200)
			g.every = 0
			w := bubbled(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				time.Sleep(time.Second)
				body, _ := g.page(r)
				w.Write(body)
			}), func(o *Options) { o.PageSize, o.Prefetch = 10, prefetch })
			w.client.learnFull("contact", 10)
			req := request(t, w.object)
			req.Sort = []schema.SortKey{{Field: "Nom"}}
			start := time.Now()
			checkAll(t, w.mustScan(t, req), 200, schema.NoLimit)
			if took := time.Since(start); took > most {
				t.Errorf("prefetch=%d: it took %v, want %v", prefetch, took, most)
			}
			time.Sleep(time.Minute) // for the handlers to end
		})
	}
}

// TestLimitOfWholePages asks for no third page where two bring all rows.
func TestLimitOfWholePages(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGrowing(4, 100)
		w := bubbled(t, g, func(o *Options) { o.PageSize, o.Prefetch = 10, 4 })
		w.client.learnFull("contact", 10)
		req := request(t, w.object)
		req.Sort, req.Limit = []schema.SortKey{{Field: "Nom"}}, 20
		checkAll(t, w.mustScan(t, req), 100, req.Limit)
		time.Sleep(time.Minute) // for the handlers to end
		if g.pages != 2 {
			t.Errorf("%d requests, want 2", g.pages)
		}
	})
}
