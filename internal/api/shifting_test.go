package api

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/scale-sql/scale/scaletest"
)

// TestInsertsBetweenPages inserts rows before the place where the scan is, so
// that rows which have been read come again on the next page.
func TestInsertsBetweenPages(t *testing.T) {
	for _, paging := range []Paging{ByOffset, ByPage, ByKey} {
		for _, prefetch := range []int{0, 1, 4} {
			for _, inserts := range []int{1, 3, 10} {
				t.Run(fmt.Sprintf("paging=%d,prefetch=%d,inserts=%d", paging, prefetch, inserts), func(t *testing.T) {
					var once sync.Once // pages ahead are asked for at the same time
					data := people(60)
					for i := range data[0].Records {
						data[0].Records[i].ID += 1000 // room before them
					}
					w := newWorld(t, newServer(t, scaletest.WithData(data), scaletest.WithBeforePage(
						func(s *scaletest.Server, object string, n int) {
							if n < 2 {
								return
							}
							once.Do(func() {
								for i := range inserts {
									s.Insert(object, scaletest.Record{ID: int64(1 + i)})
								}
							})
						})), func(o *Options) { o.PageSize, o.Paging, o.Prefetch = 10, paging, prefetch })
					got := w.mustScan(t, request(t, w.object))
					eachOnce(t, got, 1003, 1180)
				})
			}
		}
	}
}

// eachOnce checks that the ids from first to last, in steps of 3, came just
// once each and in order.
func eachOnce(t *testing.T, got []string, first, last int) {
	t.Helper()
	var want []string
	for id := first; id <= last; id += 3 {
		want = append(want, fmt.Sprint(id))
	}
	if !slices.Equal(got, want) {
		t.Errorf("rows %v, want those from %d to %d", got, first, last)
	}
}

// TestDeletesBetweenPages deletes rows that have been read. By key nothing is
// lost of those that remain.
func TestDeletesBetweenPages(t *testing.T) {
	w := newWorld(t, newServer(t, scaletest.WithData(people(60)), scaletest.WithBeforePage(
		func(s *scaletest.Server, object string, n int) {
			s.Delete(object, int64(3*(n-1)))
			s.Delete(object, int64(30+3*(n-1)))
		})), func(o *Options) { o.PageSize, o.Paging = 10, ByKey })
	got := w.mustScan(t, request(t, w.object))
	for id := 48; id <= 180; id += 3 {
		if !slices.Contains(got, fmt.Sprint(id)) {
			t.Errorf("row %d is lost: %v", id, got)
		}
	}
	if n := len(got); len(slices.Compact(got)) != n {
		t.Errorf("a row came twice: %v", got)
	}
}

// TestRandomOrder has the server order rows that are equal in sort_by anew for
// every page: the last key makes that no row at all.
func TestRandomOrder(t *testing.T) {
	for _, withKey := range []bool{true, false} {
		opts := []scaletest.Option{scaletest.WithData(people(60)), scaletest.WithRandomOrder(1)}
		if !withKey {
			opts = append(opts, scaletest.WithoutKeyField())
		}
		server := newServer(t, opts...)
		for _, paging := range []Paging{ByOffset, ByPage, ByKey} {
			w := newWorld(t, server, func(o *Options) { o.PageSize, o.Paging, o.Prefetch = 7, paging, 1 })
			req := request(t, w.object)
			got := w.mustScan(t, req)
			slices.Sort(got)
			if len(slices.Compact(got)) != 60 {
				t.Errorf("key=%v paging=%d: %d different rows, want 60", withKey, paging, len(slices.Compact(got)))
			}
		}
	}
}

// TestKeysetNeedsNumbers refuses ids that might not be told from the syntax of
// a filter.
func TestKeysetNeedsNumbers(t *testing.T) {
	tests := []struct{ id, want string }{
		{`"7\" $or ID_CONTACT $gt \"0"`, `needs ids that are numbers, not "7\" $or ID_CONTACT $gt \"0"`},
		{`""`, "needs an id in every record"},
		{`-3`, `not "-3"`},
	}
	for _, tt := range tests {
		w := newWorld(t, newServer(t, scaletest.WithData(people(1)), answering(replying(200, "application/json", `{"objects":[{"id":`+tt.id+`,"data":{}}]}`))),
			func(o *Options) { o.PageSize, o.Paging = 1, ByKey })
		_, err := w.scan(t, request(t, w.object))
		wantError(t, err, tt.want)
	}
}
