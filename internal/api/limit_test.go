package api

import (
	"fmt"
	"net/url"
	"testing"

	"github.com/scale-sql/scale/scaletest"
	"github.com/scale-sql/scale/schema"
)

// TestLimitNeedsNoMoreRequests counts the requests of scans that a limit, or
// the number of rows that can match, ends: whatever is fetched ahead, no page
// may be asked for that can't be needed.
func TestLimitNeedsNoMoreRequests(t *testing.T) {
	server := newServer(t, scaletest.WithData(people(60)))
	tests := []struct {
		name          string
		limit, offset int64
		atMost        int64
		filters       []schema.Filter
		want          int
	}{
		{name: "nothing", limit: 0, want: 0},
		{name: "part of a page", limit: 4, want: 1},
		{name: "one page", limit: 10, want: 1},
		{name: "one row more", limit: 11, want: 2},
		{name: "several pages", limit: 30, want: 3},
		{name: "several pages behind an offset", limit: 20, offset: 7, want: 2},
		{name: "at most a page", limit: schema.NoLimit, atMost: 10, want: 1,
			filters: []schema.Filter{{Text: `ID_CONTACT $lte "30"`}}},
		{name: "at most two pages", limit: schema.NoLimit, atMost: 20, want: 2,
			filters: []schema.Filter{{Text: `ID_CONTACT $lte "60"`}}},
		{name: "at most one of each filter", limit: schema.NoLimit, atMost: 1, want: 2,
			filters: []schema.Filter{{Text: `ID_CONTACT $eq "30"`}, {Text: `ID_CONTACT $eq "33"`}}},
		{name: "a limit within the second filter", limit: 3, want: 2,
			filters: []schema.Filter{{Text: `ID_CONTACT $lte "6"`}, {Text: `ID_CONTACT $gt "6"`}}},
	}
	for _, tt := range tests {
		for _, prefetch := range []int{0, 1, 4} {
			for _, paging := range []Paging{ByOffset, ByKey} {
				t.Run(fmt.Sprintf("%s,prefetch=%d,paging=%d", tt.name, prefetch, paging), func(t *testing.T) {
					w := newWorld(t, server, func(o *Options) { o.PageSize, o.Prefetch, o.Paging = 10, prefetch, paging })
					warm := request(t, w.object)
					warm.Limit = 25
					w.mustScan(t, warm)
					w.forget()
					req := request(t, w.object)
					req.Limit, req.Offset, req.AtMost, req.Filters = tt.limit, tt.offset, tt.atMost, tt.filters
					w.mustScan(t, req)
					if got := w.wire.requests(); len(got) != tt.want {
						t.Errorf("%d requests, want %d:\n%q", len(got), tt.want, got)
					}
				})
			}
		}
	}
}

// TestLimitAsksForNoMoreRows adds up the rows that a limit has the server send.
func TestLimitAsksForNoMoreRows(t *testing.T) {
	for _, prefetch := range []int{0, 1, 4} {
		w := newWorld(t, newServer(t, scaletest.WithData(people(60))), func(o *Options) { o.PageSize, o.Prefetch = 10, prefetch })
		req := request(t, w.object)
		req.Limit = 23
		w.mustScan(t, req)
		rows := 0
		for _, r := range w.server.Requests() {
			rows += r.Rows
		}
		if rows != 23 {
			t.Errorf("prefetch=%d: the server sent %d rows, want 23", prefetch, rows)
		}
	}
}

// TestAtMostIsABound has a filter match fewer rows than may: AtMost ends a scan,
// it doesn't promise rows.
func TestAtMostIsABound(t *testing.T) {
	w := newWorld(t, newServer(t, scaletest.WithData(people(60))), func(o *Options) { o.PageSize = 10 })
	req := request(t, w.object)
	req.AtMost, req.Filters = 5, []schema.Filter{{Text: `ID_CONTACT $in ["3","4","6","7","8"]`}}
	if got := fmt.Sprint(w.mustScan(t, req)); got != "[3 6]" {
		t.Errorf("rows %v, want [3 6]", got)
	}
}

// TestLearntPageSizes has later scans use what earlier ones have shown.
func TestLearntPageSizes(t *testing.T) {
	few := []schema.Filter{{Text: `ID_CONTACT $lte "9"`}}
	tests := []struct {
		name   string
		cap    int
		warm   int64 // limit of the scan before
		filter []schema.Filter
		want   int
	}{
		{name: "nothing known", filter: few, warm: 0, want: 2},
		{name: "a full page was seen", filter: few, warm: schema.NoLimit, want: 1},
		{name: "a cap was seen", filter: few, cap: 7, warm: schema.NoLimit, want: 1},
		{name: "a cap was seen, all rows", cap: 7, warm: schema.NoLimit, want: 9},
		{name: "a limit's page was full", filter: few, warm: 20, want: 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			server := newServer(t, scaletest.WithData(people(60)), scaletest.WithPageCap(tt.cap))
			w := newWorld(t, server, func(o *Options) { o.PageSize = 20 })
			req := request(t, w.object)
			req.Limit = tt.warm
			w.mustScan(t, req)
			w.forget()
			req = request(t, w.object)
			req.Filters = tt.filter
			w.mustScan(t, req)
			if got := w.wire.requests(); len(got) != tt.want {
				t.Errorf("%d requests, want %d:\n%q", len(got), tt.want, got)
			}
		})
	}
}

// TestGrowthIsNoCap inserts rows behind a short page: so many rows as the short
// page had come next, but the page size must not stay that small for good.
func TestGrowthIsNoCap(t *testing.T) {
	server := newServer(t, scaletest.WithData(people(1)), scaletest.WithBeforePage(func(s *scaletest.Server, object string, n int) {
		if n == 2 {
			for range 50 {
				s.Insert(object, scaletest.Record{})
			}
		}
	}))
	w := newWorld(t, server, func(o *Options) { o.PageSize = 20 })
	for range 2 {
		w.forget()
		if got := w.mustScan(t, request(t, w.object)); len(got) != 51 {
			t.Fatalf("%d rows, want 51", len(got))
		}
	}
	if got := w.wire.requests(); len(got) != 3 {
		t.Errorf("the second scan made %d requests, want 3:\n%q", len(got), got)
	}
}

// TestJumpOverAnOffset has paging by page go to the page of an OFFSET at once,
// as soon as the page size is known to be honoured.
func TestJumpOverAnOffset(t *testing.T) {
	w := newWorld(t, newServer(t, scaletest.WithData(people(60))), func(o *Options) { o.PageSize, o.Paging = 10, ByPage })
	w.mustScan(t, request(t, w.object))
	w.forget()
	req := request(t, w.object)
	req.Offset, req.Limit = 43, 5
	if got := fmt.Sprint(w.mustScan(t, req)); got != "[132 135 138 141 144]" {
		t.Errorf("rows %v", got)
	}
	got := w.wire.requests()
	if len(got) != 1 {
		t.Fatalf("requests %q, want one", got)
	}
	if u, _ := url.Parse(got[0]); u.Query().Get("page") != "5" {
		t.Errorf("asked for %s, want page 5", got[0])
	}
}
