package scaletest

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// nowhere is an answer that is thrown away.
type nowhere struct{ header http.Header }

func (n nowhere) Header() http.Header         { return n.header }
func (n nowhere) Write(b []byte) (int, error) { return len(b), nil }
func (n nowhere) WriteHeader(int)             {}

func BenchmarkPage(b *testing.B) {
	for _, c := range []struct{ name, query string }{
		{"plain", "limit=1000"},
		{"sorted", "limit=1000&offset=1000&sort_by=" + url.QueryEscape(`{"Nom":"asc","ID_CONTACT":"asc"}`)},
		{"filtered", "limit=1000&filter=" + url.QueryEscape(`Nom $like "*e*" $and cc_age $gt "18"`)},
	} {
		b.Run(c.name, func(b *testing.B) {
			s := NewServer()
			defer s.Close()
			r := httptest.NewRequest(http.MethodGet, "/v1/datamart/demo/get_objects/contact?"+c.query, nil)
			r.Header.Set("Authorization", "Bearer "+s.Token())
			for b.Loop() {
				s.ServeHTTP(nowhere{http.Header{}}, r)
				s.ResetRequests()
			}
		})
	}
}

func BenchmarkNewServer(b *testing.B) {
	for b.Loop() {
		NewServer().Close()
	}
}

// Whatever the parameters are, a request is answered or refused: nothing
// panics, and nothing is the server's own failure.
func FuzzParameters(f *testing.F) {
	for _, seed := range []string{
		"limit=2&offset=1", "page=1&pagesize=3&fields=n,name", `sort_by={"n":"asc","name":"desc"}`,
		`filter=n%20$in%20["1","9"]`, `filter=name%20$regexp%20"[a-z]{2}("`, `filter=at%20$lt%20"2024-02-29"%20$or%20name%20$like%20"*_"`,
	} {
		f.Add(seed)
	}
	s := NewServer(WithData(small()), WithPrecedence(AndFirst), WithSQLWildcards())
	f.Cleanup(s.Close)
	f.Fuzz(func(t *testing.T, query string) {
		r := httptest.NewRequest(http.MethodGet, "/v1/datamart/demo/get_objects/thing", nil)
		r.URL.RawQuery = query
		r.Header.Set("Authorization", "Bearer "+s.Token())
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		s.ResetRequests()
		if w.Code != http.StatusOK && w.Code != http.StatusBadRequest {
			t.Errorf("%d %s", w.Code, w.Body)
		}
		if w.Code == http.StatusOK && !strings.HasSuffix(w.Body.String(), "]}") {
			t.Errorf("cut short: %s", w.Body)
		}
	})
}
