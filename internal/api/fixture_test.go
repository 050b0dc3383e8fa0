package api

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/scale-sql/scale/scaletest"
	"github.com/scale-sql/scale/schema"
)

// people is data of n contacts whose ids have gaps and whose grp has many ties.
func people(n int) scaletest.Data {
	o := scaletest.Object{Name: "contact", Key: "ID_CONTACT", Fields: []scaletest.Field{
		{Name: "Nom", Type: "text", Length: 50},
		{Name: "grp", Type: "integer"},
		{Name: "ID_CONTACT", Type: "integer", NoWrite: true},
	}}
	for i := 1; i <= n; i++ {
		o.Records = append(o.Records, scaletest.Record{
			ID: int64(3 * i), Values: map[string]string{"Nom": fmt.Sprintf("n%03d", n-i), "grp": strconv.Itoa(i % 4)},
		})
	}
	return scaletest.Data{o}
}

// world is a server, a client of it that uses no network, and the server's
// object contact.
type world struct {
	server *scaletest.Server
	wire   *memory
	client *Client
	object *schema.Object
}

// newServer starts a server that ends with the test.
func newServer(t testing.TB, opts ...scaletest.Option) *scaletest.Server {
	t.Helper()
	s := scaletest.NewServer(opts...)
	t.Cleanup(s.Close)
	return s
}

// newWorld returns a world; adjust changes the client's options.
func newWorld(t testing.TB, s *scaletest.Server, adjust func(*Options)) *world {
	t.Helper()
	w := &world{server: s, wire: &memory{handler: s}}
	w.client = newClient(t, s, func(o *Options) {
		o.HTTPClient = w.wire.client()
		if adjust != nil {
			adjust(o)
		}
	})
	w.object = contact(t, w.client)
	w.forget()
	return w
}

// forget forgets the requests made so far.
func (w *world) forget() {
	w.server.ResetRequests()
	w.wire.mu.Lock()
	defer w.wire.mu.Unlock()
	w.wire.targets = nil
}

// newClient returns a client of the server over the network, which ends with
// the test.
func newClient(t testing.TB, s *scaletest.Server, adjust func(*Options)) *Client {
	t.Helper()
	o := Options{
		BaseURL: s.URL(), Instance: s.Instance(), Token: s.Token(), UserAgent: "scale-test/1",
		Timeout: 30 * time.Second, PageSize: 1000,
	}
	if adjust != nil {
		adjust(&o)
	}
	c := New(o)
	t.Cleanup(c.Close)
	return c
}

// contact is the metadata of the object contact.
func contact(t testing.TB, c *Client) *schema.Object {
	t.Helper()
	doc, err := c.ObjectInfo(t.Context(), "contact")
	if err != nil {
		t.Fatal(err)
	}
	o, err := schema.ParseObject("contact", doc, "")
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// request asks for every row and the column Nom of an object.
func request(t testing.TB, o *schema.Object) *schema.Request {
	t.Helper()
	nom, err := o.Lookup("Nom")
	if err != nil {
		t.Fatal(err)
	}
	return &schema.Request{Object: o, Fields: []*schema.Column{nom}, Limit: schema.NoLimit}
}

// scan reads all rows of a request and returns their ids.
func (w *world) scan(t testing.TB, req *schema.Request) ([]string, error) {
	t.Helper()
	s, err := w.client.Scan(t.Context(), req)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	return drain(s)
}

// drain reads the rows of a scan and returns their ids.
func drain(s *Scan) ([]string, error) {
	var ids []string
	for {
		switch err := s.Next(); err {
		case nil:
			ids = append(ids, string(s.ID().Text))
		case io.EOF:
			return ids, nil
		default:
			return ids, err
		}
	}
}

// mustScan is scan where no error may come.
func (w *world) mustScan(t testing.TB, req *schema.Request) []string {
	t.Helper()
	ids, err := w.scan(t, req)
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// answering is middleware that answers requests for records itself.
func answering(f http.HandlerFunc) scaletest.Option {
	return scaletest.WithMiddleware(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.URL.Path, "/get_objects/") {
				f(w, r)
				return
			}
			next.ServeHTTP(w, r)
		})
	})
}

// rewriting is middleware that changes the query of requests for records before
// the server sees it.
func rewriting(f func(query map[string][]string)) scaletest.Option {
	return scaletest.WithMiddleware(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.URL.Path, "/get_objects/") {
				r = r.Clone(r.Context())
				q := r.URL.Query()
				f(q)
				r.URL.RawQuery = q.Encode()
			}
			next.ServeHTTP(w, r)
		})
	})
}

// replying is a handler that always gives the same answer.
func replying(status int, contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if contentType != "" {
			w.Header().Set("Content-Type", contentType)
		}
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}

// wantError checks that an error's text holds all of the parts.
func wantError(t testing.TB, err error, parts ...string) {
	t.Helper()
	if err == nil {
		t.Errorf("no error, want one with %q", parts)
		return
	}
	for _, part := range parts {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("error %q, want %q in it", err, part)
		}
	}
}
