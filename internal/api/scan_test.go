package api

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/scale-sql/scale/scaletest"
	"github.com/scale-sql/scale/schema"
)

const rowsInMatrix = 21 // the last page of 7 comes full

// question is a request and what SQL says its answer is.
type question struct {
	name    string
	filters []schema.Filter
	keep    []func(i int64) bool // by filter; i is the number of the row from 1
	sort    []schema.SortKey
}

var questions = []question{
	{name: "all", keep: []func(int64) bool{func(int64) bool { return true }}},
	{name: "none", filters: []schema.Filter{{Text: `grp $eq "9"`}}, keep: []func(int64) bool{func(int64) bool { return false }}},
	{
		name: "or", filters: []schema.Filter{{Text: `grp $eq "1" $or grp $eq "2"`, Or: true}},
		keep: []func(int64) bool{func(i int64) bool { return i%4 == 1 || i%4 == 2 }},
		sort: []schema.SortKey{{Field: "grp", Desc: true}},
	},
	{
		name: "two filters", filters: []schema.Filter{{Text: `grp $eq "1"`}, {Text: `grp $eq "3" $and Nom $neq "x"`}},
		keep: []func(int64) bool{func(i int64) bool { return i%4 == 1 }, func(i int64) bool { return i%4 == 3 }},
	},
	{
		name: "down the keys", filters: []schema.Filter{{Text: `grp $neq "0"`}},
		keep: []func(int64) bool{func(i int64) bool { return i%4 != 0 }},
		sort: []schema.SortKey{{Field: "ID_CONTACT", Desc: true}},
	},
}

// answer is what the question's rows are: their ids, in order.
func (q question) answer(withKey bool, limit, offset int64) []string {
	var ids []int64
	for _, keep := range q.keep {
		var part []int64
		for i := int64(1); i <= rowsInMatrix; i++ {
			if keep(i) {
				part = append(part, i)
			}
		}
		slices.SortFunc(part, func(a, b int64) int {
			for _, k := range q.sort {
				c := cmp.Compare(a, b)
				if k.Field == "grp" {
					c = cmp.Compare(a%4, b%4)
				}
				if k.Desc {
					c = -c
				}
				if c != 0 {
					return c
				}
			}
			if !withKey { // then Nom is the last key, which runs the other way
				return cmp.Compare(b, a)
			}
			return cmp.Compare(a, b)
		})
		ids = append(ids, part...)
	}
	ids = ids[min(offset, int64(len(ids))):]
	if limit >= 0 {
		ids = ids[:min(limit, int64(len(ids)))]
	}
	var out []string
	for _, i := range ids {
		out = append(out, strconv.FormatInt(3*i, 10))
	}
	return out
}

// TestNoRowLostOrDoubled asks all questions in all ways of all kinds of server.
func TestNoRowLostOrDoubled(t *testing.T) {
	for _, withKey := range []bool{true, false} {
		for _, limit := range []int{0, 1, 7} {
			for _, capped := range []bool{false, true} {
				if capped && limit == 0 {
					continue
				}
				opts := []scaletest.Option{scaletest.WithData(people(rowsInMatrix)), scaletest.WithPageCap(limit)}
				if capped {
					opts = append(opts, scaletest.WithCappedPages())
				}
				if !withKey {
					opts = append(opts, scaletest.WithoutKeyField())
				}
				t.Run(fmt.Sprintf("key=%v,cap=%d,capped=%v", withKey, limit, capped), func(t *testing.T) {
					t.Parallel()
					askAll(t, newServer(t, opts...), withKey)
				})
			}
		}
	}
}

// askAll asks a server all questions in all ways.
func askAll(t *testing.T, server *scaletest.Server, withKey bool) {
	for _, size := range []int{1, 7, 10, 1000} {
		for _, paging := range []Paging{ByOffset, ByPage, ByKey} {
			for _, prefetch := range []int{0, 1, 4} {
				if prefetch == 1 && size != 10 {
					continue
				}
				w := newWorld(t, server, func(o *Options) {
					o.PageSize, o.Paging, o.Prefetch = size, paging, prefetch
				})
				for _, q := range questions {
					if !withKey && len(q.sort) > 0 && q.sort[0].Field == "ID_CONTACT" {
						continue
					}
					askOne(t, w, q, withKey)
				}
			}
		}
	}
}

func askOne(t *testing.T, w *world, q question, withKey bool) {
	ranges := [][2]int64{{schema.NoLimit, 0}, {schema.NoLimit, 5}, {1, 0}, {10, 0}, {4, 11}, {0, 0}, {5, 40}}
	for _, r := range ranges {
		req := request(t, w.object)
		req.Filters, req.Sort, req.Limit, req.Offset = q.filters, q.sort, r[0], r[1]
		got, err := w.scan(t, req)
		want := q.answer(withKey, r[0], r[1])
		if !withKey && len(q.sort) == 0 || r[0] == 1 {
			// Any rows will do, if there are as many as there should be.
			slices.Sort(got)
			if err == nil && len(slices.Compact(got)) == len(want) {
				continue
			}
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("size=%d paging=%d prefetch=%d %s limit=%d offset=%d:\ngot  %v, %v\nwant %v",
				w.client.pageSize, w.client.paging, w.client.prefetch, q.name, r[0], r[1], got, err, want)
		}
	}
}

// TestCapOfAHundred scans several pages of the size that a cap leaves of the
// usual page size.
func TestCapOfAHundred(t *testing.T) {
	for _, cappedPages := range []bool{false, true} {
		opts := []scaletest.Option{scaletest.WithData(people(550)), scaletest.WithPageCap(100)}
		if cappedPages {
			opts = append(opts, scaletest.WithCappedPages())
		}
		server := newServer(t, opts...)
		for _, paging := range []Paging{ByOffset, ByPage, ByKey} {
			for _, prefetch := range []int{0, 1, 4} {
				w := newWorld(t, server, func(o *Options) { o.Paging, o.Prefetch = paging, prefetch })
				for range 2 { // the second scan knows of the cap
					got := w.mustScan(t, request(t, w.object))
					if len(got) != 550 || len(slices.Compact(got)) != 550 {
						t.Errorf("paging=%d prefetch=%d: %d rows, want each of 550 once", paging, prefetch, len(got))
					}
				}
			}
		}
	}
}

// TestServerIgnoresLimit has the server send all rows to whatever is asked.
func TestServerIgnoresLimit(t *testing.T) {
	for _, prefetch := range []int{0, 1, 4} {
		server := newServer(t, scaletest.WithData(people(35)), rewriting(func(q map[string][]string) { q["limit"] = []string{"100"} }))
		w := newWorld(t, server, func(o *Options) { o.PageSize, o.Prefetch = 10, prefetch })
		req := request(t, w.object)
		if got := w.mustScan(t, req); len(got) != 35 {
			t.Errorf("prefetch=%d: %d rows, want 35", prefetch, len(got))
		}
		req.Limit, req.Offset = 12, 3
		if got := w.mustScan(t, req); len(got) != 12 || got[0] != "12" {
			t.Errorf("prefetch=%d: rows %v, want 12 from 12 on", prefetch, got)
		}
	}
}

// TestServerIgnoresPosition has the server answer each page with the first one:
// an error after a bounded number of requests, not an endless result.
func TestServerIgnoresPosition(t *testing.T) {
	tests := []struct {
		paging Paging
		drop   string
		want   string
	}{
		{ByOffset, "offset", "ignore offset"},
		{ByPage, "page", "ignore page"},
		{ByKey, "filter", "ignore the filter on the key"},
	}
	for _, tt := range tests {
		for _, prefetch := range []int{0, 1, 4} {
			server := newServer(t, scaletest.WithData(people(35)), rewriting(func(q map[string][]string) {
				delete(q, tt.drop)
				if tt.drop == "page" && len(q["pagesize"]) > 0 {
					q["page"] = []string{"1"}
				}
			}))
			w := newWorld(t, server, func(o *Options) { o.PageSize, o.Paging, o.Prefetch = 10, tt.paging, prefetch })
			got, err := w.scan(t, request(t, w.object))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("paging=%d: error %v, want one with %q", tt.paging, err, tt.want)
			}
			if n := len(w.wire.requests()); len(got) != 10 || n > 4+prefetch {
				t.Errorf("paging=%d prefetch=%d: %d rows by %d requests, want the 10 of the first page by few", tt.paging, prefetch, len(got), n)
			}
		}
	}
}
