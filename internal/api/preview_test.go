package api

import (
	"net/url"
	"reflect"
	"testing"
	"time"

	"github.com/scale-sql/scale/scaletest"
	"github.com/scale-sql/scale/schema"
)

// A preview shows what the first request of a scan is, whatever the paging.
func TestPreviewScan(t *testing.T) {
	for _, paging := range []Paging{ByOffset, ByPage, ByKey} {
		for _, req := range []schema.Request{
			{Limit: schema.NoLimit},
			{Limit: 3, Offset: 7},
			{Limit: 1},
			{Limit: 5, Offset: 2500, Sort: []schema.SortKey{{Field: "Nom", Desc: true}}},
			{Limit: schema.NoLimit, Filters: []schema.Filter{{Text: `Nom $eq "a b+c&d"`}, {Text: `Nom $eq "x"`}}},
		} {
			server := scaletest.NewServer()
			defer server.Close()
			client := New(Options{BaseURL: server.URL(), Instance: server.Instance(), Token: server.Token(), PageSize: 100, Paging: paging, Timeout: time.Minute})
			req.Object = parse(t, "contact", "Nom", "ID_CONTACT")
			req.Fields = columns(t, req.Object, "Nom")
			first, ok := client.PreviewScan(&req)
			if !ok || len(server.Requests()) > 0 {
				t.Fatalf("ok %v, %d requests", ok, len(server.Requests()))
			}
			scan, err := client.Scan(t.Context(), &req)
			if err != nil {
				t.Fatal(err)
			}
			scan.Close()
			sent := server.Requests()[0]
			query := url.Values{}
			for _, p := range first.Parameters {
				query.Add(p.Name, p.Value)
			}
			if first.Method != sent.Method || first.Path != sent.Path || !reflect.DeepEqual(query, sent.Query) {
				t.Errorf("the preview is %v, and sent was %s %s %v", first, sent.Method, sent.Path, sent.Query)
			}
			client.Close()
		}
	}
}

func TestPreviewWithoutRequest(t *testing.T) {
	client := New(Options{BaseURL: "http://h", Instance: "i", PageSize: 100})
	for _, req := range []*schema.Request{nil, {Object: parse(t, "contact", "Nom")}} {
		if got, ok := client.PreviewScan(req); ok {
			t.Errorf("%v", got)
		}
	}
}

func TestPreviewPut(t *testing.T) {
	client := New(Options{BaseURL: "http://h", Instance: "i n", PageSize: 100})
	o := parse(t, "a/b", "Nom", "ID")
	records := make([]schema.Record, 500)
	for i := range records {
		records[i] = schema.Record{ID: int64(i), Data: []schema.FieldValue{{Column: columns(t, o, "Nom")[0], Text: `"x"`}}}
	}
	got := client.PreviewPut(o.Name, records)
	want := Preview{"POST", "/v1/datamart/i%20n/put_objects/a%2Fb", []Parameter{{"objects",
		`[{"id":0,"data":{"Nom":"\"x\""}},{"id":1,"data":{"Nom":"\"x\""}},{"id":2,"data":{"Nom":"\"x\""}}, and 497 more]`}}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	if one := client.PreviewPut(o.Name, records[:1]).Parameters[0].Value; one != `[{"id":0,"data":{"Nom":"\"x\""}}]` {
		t.Errorf("one record: %s", one)
	}
}
