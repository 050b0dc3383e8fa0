package api

import (
	"io"
	"slices"
	"testing"

	"github.com/scale-sql/scale/scaletest"
	"github.com/scale-sql/scale/schema"
)

// TestCells reads the values of rows over several pages, whatever order and
// spelling the server gives their names.
func TestCells(t *testing.T) {
	for _, opt := range []scaletest.Option{
		scaletest.WithPrefixedKeys(), scaletest.WithEmptiesOmitted(), scaletest.WithNativeJSON(), scaletest.WithEscapedJSON(),
	} {
		data := people(25)
		data[0].Records[11].Values["grp"] = ""
		w := newWorld(t, newServer(t, scaletest.WithData(data), opt), func(o *Options) { o.PageSize, o.Prefetch = 10, 1 })
		req := request(t, w.object)
		req.Fields = columns(t, w.object, "grp", "Nom")
		s, err := w.client.Scan(t.Context(), req)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		for i, record := range data[0].Records {
			if err := s.Next(); err != nil {
				t.Fatal(err)
			}
			cells := s.Cells()
			want := []string{record.Values["grp"], record.Values["Nom"]}
			got := []string{string(cells[0].Text), string(cells[1].Text)}
			if !slices.Equal(got, want) || (i == 11) != (cells[0].Kind == schema.Missing || len(cells[0].Text) == 0) {
				t.Errorf("row %d: %q, want %q", i, got, want)
			}
		}
		if err := s.Next(); err != io.EOF {
			t.Error(err)
		}
	}
}

// TestKeyLeftOut has a server leave the key field out of the data, or write
// null or nothing, though the metadata lists it: its value is the record's id.
func TestKeyLeftOut(t *testing.T) {
	w := worldAnswering(t, replying(200, "", `{"objects":[{"id":"5","data":{"Nom":"a"}},{"id":6,"data":{"ID_CONTACT":null}},
		{"id":"7","data":{"ID_CONTACT":"7","Nom":"b"}},{"data":{"Nom":"c"},"id":8},{"id":9,"data":[]},
		{"id":10,"data":{"ID_CONTACT":""}}]}`))
	req := request(t, w.object)
	req.Fields, req.AtMost = columns(t, w.object, "Nom", "ID_CONTACT"), 6
	s, err := w.client.Scan(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, want := range []string{"5", "6", "7", "8", "9", "10"} {
		if err := s.Next(); err != nil {
			t.Fatal(err)
		}
		if got := string(s.Cells()[1].Text); got != want {
			t.Errorf("record %s: the key field is %q", want, got)
		}
	}
}

func TestAlignedSize(t *testing.T) {
	for _, tt := range []struct{ pos, most, want int64 }{
		{100, 100, 100}, {300, 100, 100}, {14, 10, 7}, {21, 20, 7}, {13, 12, 1}, {0, 5, 5},
	} {
		if got := alignedSize(tt.pos, tt.most); got != tt.want {
			t.Errorf("alignedSize(%d, %d) = %d, want %d", tt.pos, tt.most, got, tt.want)
		}
	}
}

// TestUnusableHost has a host that no URL can hold; the error does not repeat it.
func TestUnusableHost(t *testing.T) {
	c := newClient(t, shared, func(o *Options) { o.BaseURL = "https://exa mple\n" })
	wantError(t, c.Ping(t.Context()), "not a valid URL; check host and instance of the DSN")
}
