package scaletest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

func TestParametersRefused(t *testing.T) {
	s := start(t)
	for _, query := range []string{
		"unknown=1", "Limit=1", "=", "limit=1&limit=1", "limit=1;offset=1", "limit=%zz", "filter=%ff", "fields=%ff",
		"limit=0", "limit=-1", "limit=%2B1", "limit=1.5", "limit=", "limit=x", "limit=99999999999", "offset=1", "limit=1&offset=-1", "limit=1&offset=",
		"page=1", "pagesize=1", "page=0&pagesize=1", "page=-1&pagesize=1", "page=1&pagesize=0", "page=1&pagesize=1&limit=1", "page=1&pagesize=1&limit=1&offset=1",
		"fields=", "fields=name,", "fields=name,,n", "fields=name,name", "fields=name,%20n", "fields=Name", "fields=id", "fields=secret", "fields=*", "fields=thing.name",
		`sort_by=`, `sort_by={}`, `sort_by=name`, `sort_by=[]`, `sort_by={"name":"ASC"}`, `sort_by={"name":1}`, `sort_by={"name":"asc"`, `sort_by={"name":"asc",}`,
		`sort_by={"name":"asc","name":"asc"}`, `sort_by={"name":"asc"}}`, `sort_by={"name":"asc"}{}`, `sort_by={"Name":"asc"}`, `sort_by={"id":"asc"}`, `sort_by={"secret":"asc"}`,
		`sort_by={"name":["asc"]}`, `sort_by="{"name":"asc"}"`, `sort_by={name:"asc"}`,
		`filter=`, `filter=n`, `filter=nobody%20$eq%20"x"`,
	} {
		if status, body := get(t, s, "get_objects/thing?"+query); status != http.StatusBadRequest {
			t.Errorf("%s: %d %s", query, status, body)
		}
	}
	for _, path := range []string{"get_object_list?limit=1", "get_object_info/thing?fields=name"} {
		if status, body := get(t, s, path); status != http.StatusBadRequest {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
}

func TestRanges(t *testing.T) {
	for _, c := range []struct {
		name    string
		options []Option
		query   []string
		want    string
	}{
		{"all", nil, nil, "2 3 4 5 9"},
		{"limit", nil, []string{"limit", "2"}, "2 3"},
		{"limit and offset", nil, []string{"limit", "2", "offset", "3"}, "5 9"},
		{"offset 0", nil, []string{"limit", "9", "offset", "0"}, "2 3 4 5 9"},
		{"offset beyond", nil, []string{"limit", "2", "offset", "7"}, ""},
		{"page", nil, []string{"page", "2", "pagesize", "2"}, "4 5"},
		{"last page", nil, []string{"page", "3", "pagesize", "2"}, "9"},
		{"page beyond", nil, []string{"page", "4", "pagesize", "2"}, ""},
		{"cap", []Option{WithPageCap(2)}, nil, "2 3"},
		{"cap and limit", []Option{WithPageCap(2)}, []string{"limit", "4", "offset", "1"}, "3 4"},
		{"cap and small limit", []Option{WithPageCap(2)}, []string{"limit", "1"}, "2"},
		{"cap and page", []Option{WithPageCap(2)}, []string{"page", "2", "pagesize", "3"}, "5 9"},
		{"cap positions page", []Option{WithPageCap(2), WithCappedPages()}, []string{"page", "2", "pagesize", "3"}, "4 5"},
		{"default limit", []Option{WithDefaultLimit(3)}, nil, "2 3 4"},
		{"default limit and limit", []Option{WithDefaultLimit(3)}, []string{"limit", "4"}, "2 3 4 5"},
	} {
		if got := ids(t, start(t, c.options...), c.query...); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestSort(t *testing.T) {
	s := start(t)
	for sort, want := range map[string]string{
		`{"name":"asc"}`:                 "2 4 3 5 9",
		`{"name":"desc"}`:                "9 5 3 4 2",
		`{"n":"asc"}`:                    "4 2 3 5 9",
		`{"n":"desc"}`:                   "9 5 3 2 4",
		`{"d":"desc","n":"asc"}`:         "3 2 5 9 4",
		`{ "d" : "asc" , "n" : "desc" }`: "4 9 5 2 3",
		`{"day":"asc"}`:                  "3 2 4 5 9",
		`{"at":"desc"}`:                  "9 5 4 2 3",
		`{"b":"asc","ID_THING":"desc"}`:  "3 9 2 5 4",
		`{"ID_THING":"desc"}`:            "9 5 4 3 2",
		`{"ID_THING":"asc","n":"desc"}`:  "2 3 4 5 9",
	} {
		if got := ids(t, s, "sort_by", sort); got != want {
			t.Errorf("%s: got %q, want %q", sort, got, want)
		}
	}
	if got := ids(t, s, "sort_by", `{"n":"desc"}`, "filter", `n $neq ""`, "limit", "2", "offset", "1"); got != "5 3" {
		t.Errorf("sort, filter and limit together: %q", got)
	}
}

func TestRandomOrder(t *testing.T) {
	const all = "2 3 4 5 9"
	orders := func(parameters ...string) map[string]bool {
		s := start(t, WithRandomOrder(1))
		seen := make(map[string]bool)
		for range 20 {
			order := ids(t, s, parameters...)
			sorted := strings.Fields(order)
			slices.Sort(sorted)
			if strings.Join(sorted, " ") != all {
				t.Fatalf("rows %q", order)
			}
			seen[order] = true
		}
		return seen
	}
	if n := len(orders()); n < 2 {
		t.Error("without sort_by the order stayed the same")
	}
	if seen := orders("sort_by", `{"b":"asc"}`); len(seen) < 2 {
		t.Error("ties stayed in order")
	} else {
		for order := range seen {
			if !strings.HasPrefix(order, "3 ") {
				t.Errorf("order %q breaks the sort", order)
			}
		}
	}
	if n := len(orders("sort_by", `{"b":"asc","ID_THING":"asc"}`)); n != 1 {
		t.Error("an order which the key settles changed")
	}
}

func TestLongRequestsRefused(t *testing.T) {
	s := start(t)
	path := "/v1/datamart/demo/get_objects/thing?filter=" + url.QueryEscape(`name $eq "`)
	for _, c := range []struct{ length, want int }{{8190, http.StatusOK}, {8191, http.StatusRequestURITooLong}} {
		filler := strings.Repeat("x", c.length-len(path)-len("%22"))
		status, _ := get(t, s, strings.TrimPrefix(path, "/v1/datamart/demo/")+filler+"%22")
		if status != c.want {
			t.Errorf("%d bytes: %d", c.length, status)
		}
	}
}

func TestRowsThatShift(t *testing.T) {
	var pages []int
	s := start(t, WithBeforePage(func(s *Server, object string, n int) {
		pages = append(pages, n)
		if n == 2 {
			s.Delete(object, 2)
			if _, err := s.Insert(object, Record{Values: map[string]string{"name": "new"}}); err != nil {
				t.Error(err)
			}
		}
	}))
	if got := ids(t, s, "limit", "2"); got != "2 3" {
		t.Errorf("first page %q", got)
	}
	ids(t, s, "limit", "0") // refused: does not count
	if got := ids(t, s, "limit", "9", "offset", "2"); got != "5 9 10" {
		t.Errorf("second page %q", got)
	}
	if !slices.Equal(pages, []int{1, 2}) {
		t.Errorf("pages %v", pages)
	}
}
