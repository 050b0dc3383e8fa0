package api

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"testing"

	"github.com/scale-sql/scale/scaletest"
	"github.com/scale-sql/scale/schema"
)

const rowsInMatrix = 23

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
		for _, limit := range []int{0, 1, 7, 100} {
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
	for _, size := range []int{1, 10, rowsInMatrix, 1000} {
		for _, paging := range []Paging{ByOffset, ByPage, ByKey} {
			for _, prefetch := range []int{0, 1, 4} {
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
