package api

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/scale-sql/scale/schema"
)

func fmtRow(b []byte, id int) []byte {
	return fmt.Appendf(b, `{"id":"%d","data":{"Nom":"n"}}`, id)
}

// numbered is a server that has n contacts, a second's work each page.
func numbered(n int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-time.After(time.Second):
		case <-r.Context().Done():
			return
		}
		limit, _ := strconv.Atoi(r.FormValue("limit"))
		offset, _ := strconv.Atoi(r.FormValue("offset"))
		io.WriteString(w, records(offset+1, max(0, min(limit, n-offset))))
	}
}

// TestPrefetchOverlaps measures in fake time: pages that take a second each to
// be answered are asked for while others are waited for.
func TestPrefetchOverlaps(t *testing.T) {
	tests := []struct {
		prefetch int
		known    bool // that pages of the size come full
		want     time.Duration
	}{
		{prefetch: 0, want: 10 * time.Second},
		{prefetch: 1, want: 6 * time.Second},
		{prefetch: 4, want: 3 * time.Second},
		{prefetch: 4, known: true, want: 2 * time.Second},
	}
	for _, tt := range tests {
		synctest.Test(t, func(t *testing.T) {
			w := bubbled(t, numbered(95), func(o *Options) { o.PageSize, o.Prefetch = 10, tt.prefetch })
			if tt.known {
				w.client.learnFull("contact", 10)
			}
			start := time.Now()
			if got := w.mustScan(t, request(t, w.object)); len(got) != 95 {
				t.Errorf("%d rows, want 95", len(got))
			}
			if took := time.Since(start); took != tt.want {
				t.Errorf("prefetch=%d known=%v: ten pages took %v, want %v", tt.prefetch, tt.known, took, tt.want)
			}
			// One more may begin when the last row of a page has been read, but not
			// yet its closing brackets.
			least, most := tt.prefetch+1, tt.prefetch+2
			if tt.prefetch == 0 {
				most = 1
			}
			if _, n := w.wire.outstanding(); n < least || n > most {
				t.Errorf("prefetch=%d known=%v: %d requests at once, want %d to %d", tt.prefetch, tt.known, n, least, most)
			}
		})
	}
}

// TestPrefetchKeepsTheOrder has a row inserted before all others while the second
// page takes longer than those behind it, or breaks off: pages fetched ahead lose
// no row by it.
func TestPrefetchKeepsTheOrder(t *testing.T) {
	for _, failing := range []bool{false, true} {
		t.Run(fmt.Sprintf("failing=%v", failing), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				start := time.Now()
				failed := false
				w := bubbled(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					limit, _ := strconv.Atoi(r.FormValue("limit"))
					offset, _ := strconv.Atoi(r.FormValue("offset"))
					time.Sleep(time.Second)
					if offset == 10 && !failing {
						time.Sleep(2 * time.Second)
					}
					rows := 30
					if time.Since(start) > 2500*time.Millisecond {
						rows++
					}
					body := []byte(`{"objects":[`)
					for i := offset; i < min(rows, offset+limit); i++ {
						if i > offset {
							body = append(body, ',')
						}
						if i == 15 && failing && !failed {
							failed = true
							time.Sleep(2 * time.Second)
							w.Write(body)
							panic(http.ErrAbortHandler)
						}
						body = fmtRow(body, rows-i)
					}
					w.Write(append(body, `]}`...))
				}), func(o *Options) { o.PageSize, o.Prefetch, o.MaxRetries = 10, 4, 3 })
				req := request(t, w.object)
				req.Sort = []schema.SortKey{{Field: "ID_CONTACT", Desc: true}}
				got := w.mustScan(t, req)
				want := make([]string, 30)
				for i := range want {
					want[i] = strconv.Itoa(30 - i)
				}
				time.Sleep(time.Minute) // for the handlers to end
				if !slices.Equal(got, want) {
					t.Errorf("%v", got)
				}
			})
		})
	}
}

// TestPrefetchWaitsForAFullPage has nothing known of the object: the first page
// is alone until its last row has come.
func TestPrefetchWaitsForAFullPage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := bubbled(t, numbered(95), func(o *Options) { o.PageSize, o.Prefetch = 10, 3 })
		s, err := w.client.Scan(t.Context(), request(t, w.object))
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		for row := 1; row <= 12; row++ {
			if err := s.Next(); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
			want := 1 // request
			if row >= 10 {
				want = 5 // the page being read, and three behind the second one
			}
			if got := len(w.wire.requests()); got != want {
				t.Errorf("after row %d: %d requests, want %d", row, got, want)
			}
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if now, _ := w.wire.outstanding(); now != 4 {
			t.Errorf("%d answers are held unread, want 4", now)
		}
	})
}

// TestCloseEndsPrefetch closes a scan early: its requests end, also those whose
// answers nobody has read, and their goroutines with them, as the bubble checks.
func TestCloseEndsPrefetch(t *testing.T) {
	for _, rows := range []int{0, 1, 10, 11, 35} {
		for _, pause := range []time.Duration{0, time.Minute} {
			synctest.Test(t, func(t *testing.T) {
				w := bubbled(t, numbered(95), func(o *Options) { o.PageSize, o.Prefetch = 10, 4 })
				s, err := w.client.Scan(t.Context(), request(t, w.object))
				if err != nil {
					t.Fatal(err)
				}
				for range rows {
					if err := s.Next(); err != nil {
						t.Fatal(err)
					}
				}
				time.Sleep(pause)
				start := time.Now()
				s.Close()
				s.Close()
				if took := time.Since(start); took != 0 {
					t.Errorf("Close waited for %v", took)
				}
				wantError(t, s.Next(), "closed")
				if now, _ := w.wire.outstanding(); now != 0 {
					t.Errorf("after %d rows: %d requests outlive the scan", rows, now)
				}
			})
		}
	}
}

// TestPrefetchedError has a page ahead fail: the rows before it come first.
func TestPrefetchedError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ok := numbered(95)
		w := bubbled(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.FormValue("offset") == "30" {
				replying(500, "", `{"error":"broken"}`)(w, r)
				return
			}
			ok(w, r)
		}), func(o *Options) { o.PageSize, o.Prefetch = 10, 4 })
		got, err := w.scan(t, request(t, w.object))
		wantError(t, err, "500", "broken")
		if len(got) != 30 {
			t.Errorf("%d rows before the error, want 30", len(got))
		}
	})
}
