//go:build !race

// What the race detector takes would count as memory of the client's.

package api

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/scale-sql/scale/schema"
)

// bombSize is the size of the bodies here: far more than may stay in memory. By
// hand it was set to 10 GB.
const bombSize = 128 << 20

// TestBombs has answers of that size, as they are and compressed to a thousandth,
// to each kind of request: each ends with an error, in little time and memory.
func TestBombs(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	row := `,{"id":"7","data":{"Nom":"` + strings.Repeat("x", 1000) + `"}}`
	bodies := []struct{ name, head, part string }{
		{"spaces", ``, " "},
		{"rows", `{"objects":[{}`, row},
		{"a string", `{"objects":[{"id":"1","data":{"Nom":"`, "x"},
		{"brackets", ``, "["},
		{"members", `{"a":1`, `,"a":1`},
		{"an error", `{"error":"`, "no "},
		{"HTML", `<html><title>`, "no "},
		{"NUL", ``, "\x00"},
	}
	o := parse(t, "contact", "Nom", "ID_CONTACT")
	actions := map[string]func(ctx context.Context, c *Client) error{
		"page": func(ctx context.Context, c *Client) error {
			s, err := c.Scan(ctx, &schema.Request{Object: o, Fields: o.Fields[:1], Limit: schema.NoLimit})
			if err != nil {
				return err
			}
			defer s.Close()
			_, err = drain(s)
			return err
		},
		"metadata": func(ctx context.Context, c *Client) error { _, err := c.ObjectInfo(ctx, "contact"); return err },
		"put": func(ctx context.Context, c *Client) error {
			_, err := c.Put(ctx, "contact", []schema.Record{{ID: 1}})
			return err
		},
	}
	for _, b := range bodies {
		for _, status := range []int{200, 500} {
			write := func(w io.Writer) { flood(w, b.head, b.part, bombSize) }
			for form, handler := range map[string]http.HandlerFunc{"plain": plainly(status, write), "gzip": squeezed(status, write)} {
				server := newServer(t, answeringAll(handler))
				client := newClient(t, server, func(o *Options) { o.PageSize = 1000 })
				for action, do := range actions {
					name := fmt.Sprintf("%s, %s, %d, %s", b.name, form, status, action)
					if b.name == "rows" && status == 200 && action == "page" {
						continue // they are rows: see TestEndlessPage
					}
					used, err := memoryOf(func() error { return do(t.Context(), client) })
					if err == nil || len(err.Error()) > 1500 {
						t.Errorf("%s: %.2000v", name, err)
					}
					if used > 256<<20 {
						t.Errorf("%s: allocated %d MiB", name, used>>20)
					}
				}
				server.Close()
			}
		}
	}
}
