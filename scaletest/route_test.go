package scaletest

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestStatusCodes(t *testing.T) {
	s := start(t)
	for _, c := range []struct {
		name, method, path, body string
		header                   http.Header
		want                     int
	}{
		{"list", "GET", "get_object_list", "", nil, 200},
		{"wrong token", "GET", "get_object_list", "", http.Header{"Authorization": {"Bearer wrong"}}, 401},
		{"no token", "GET", "get_object_list", "", http.Header{"Authorization": {"Bearer "}}, 401},
		{"wrong scheme", "GET", "get_object_list", "", http.Header{"Authorization": {"Basic " + s.Token()}}, 401},
		{"two tokens", "GET", "get_object_list", "", http.Header{"Authorization": {"Bearer " + s.Token(), "Bearer " + s.Token()}}, 401},
		{"wrong token, unknown path", "GET", "nothing", "", http.Header{"Authorization": {"Bearer wrong"}}, 401},
		{"unknown endpoint", "GET", "delete_objects/thing", "", nil, 404},
		{"unknown object", "GET", "get_objects/nobody", "", nil, 404},
		{"unknown object of another case", "GET", "get_objects/Thing", "", nil, 404},
		{"unknown instance", "GET", "../other/get_object_list", "", nil, 404},
		{"no object", "GET", "get_objects", "", nil, 404},
		{"empty object", "GET", "get_objects/", "", nil, 404},
		{"object too many", "GET", "get_object_list/thing", "", nil, 404},
		{"trailing slash", "GET", "get_objects/thing/", "", nil, 404},
		{"post to read", "POST", "get_objects/thing", "x", nil, 405},
		{"get to write", "GET", "put_objects/thing", "", nil, 405},
		{"delete", "DELETE", "put_objects/thing", "", nil, 405},
		{"head", "HEAD", "get_object_list", "", nil, 405},
		{"accept html", "GET", "get_object_list", "", http.Header{"Accept": {"text/html"}}, 406},
		{"accept all but json", "GET", "get_object_list", "", http.Header{"Accept": {"application/json;q=0, text/*"}}, 406},
		{"accept anything", "GET", "get_object_list", "", http.Header{"Accept": {"text/html, */*;q=0.1"}}, 200},
		{"accept json", "GET", "get_object_list", "", http.Header{"Accept": {"application/json"}}, 200},
		{"get with body", "GET", "get_object_list", "x", nil, 400},
	} {
		r := request(t, s, c.method, c.path, c.body)
		for name, values := range c.header {
			r.Header[name] = values
		}
		if response, body := send(t, s, r); response.StatusCode != c.want {
			t.Errorf("%s: %d %s", c.name, response.StatusCode, body)
		}
	}
}

func TestErrorShapes(t *testing.T) {
	const text = "The specified request could not be found"
	for shape, want := range map[ErrorShape]string{
		ErrorCodeAndText: `{"error":404,"error_text":"` + text + `"}`,
		ErrorString:      `{"error":"` + text + `"}`,
		ErrorList:        `{"errors":["` + text + `"]}`,
		ErrorMessage:     `{"message":"` + text + `"}`,
		ErrorEmpty:       "",
	} {
		status, body := get(t, start(t, WithErrorShape(shape)), "nothing")
		if status != http.StatusNotFound || body != want {
			t.Errorf("shape %d: %d %s", shape, status, body)
		}
	}
	if _, body := get(t, start(t, WithErrorShape(ErrorHTML)), "nothing"); !strings.Contains(body, "<h1>404 Not Found</h1>") {
		t.Error(body)
	}
}

func TestAddresses(t *testing.T) {
	s := start(t, WithToken("a/b:c@d é"), WithInstance("in stance"))
	if status, body := get(t, s, "get_object_list"); status != http.StatusOK {
		t.Errorf("%d %s", status, body)
	}
	dsn, err := url.Parse(s.DSN("page_size=7", "loc=Europe%2FParis"))
	if err != nil {
		t.Fatal(err)
	}
	if dsn.Scheme != "scale" || dsn.User.Username() != s.Token() || "http://"+dsn.Host != s.URL() || dsn.Path != "/"+s.Instance() {
		t.Errorf("%s", dsn)
	}
	if dsn.RawQuery != "tls=false&page_size=7&loc=Europe%2FParis" {
		t.Errorf("%s", dsn)
	}
}

func TestRequestsAreRecorded(t *testing.T) {
	s := start(t)
	get(t, s, "get_objects/thing?limit=2")
	get(t, s, "get_objects/nobody")
	got := s.Requests()
	if len(got) != 2 {
		t.Fatalf("%d requests", len(got))
	}
	first, second := got[0], got[1]
	if first.Method != "GET" || first.Path != "/v1/datamart/demo/get_objects/thing" || first.Object != "thing" ||
		first.Query.Get("limit") != "2" || first.Status != 200 || first.Rows != 2 {
		t.Errorf("%+v", first)
	}
	if second.Object != "nobody" || second.Status != 404 || second.Rows != 0 {
		t.Errorf("%+v", second)
	}
	if first.Header.Get("User-Agent") == "" || first.Header.Get("Authorization") != "" {
		t.Errorf("%v", first.Header)
	}
	s.ResetRequests()
	if n := len(s.Requests()); n != 0 {
		t.Errorf("%d requests after the reset", n)
	}
}

func TestMiddleware(t *testing.T) {
	faults := 2
	s := start(t, WithMiddleware(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if faults--; faults >= 0 {
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			next.ServeHTTP(w, r)
		})
	}))
	for _, want := range []int{503, 503, 200} {
		if status, _ := get(t, s, "get_object_list"); status != want {
			t.Errorf("status %d, want %d", status, want)
		}
	}
	requests := s.Requests()
	if len(requests) != 3 || requests[0].Status != 503 || requests[2].Status != 200 {
		t.Errorf("%+v", requests)
	}
}

func TestMiddlewareMayCutTheConnection(t *testing.T) {
	s := start(t, WithMiddleware(func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			conn, _, err := w.(http.Hijacker).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			conn.Close()
		})
	}))
	r := request(t, s, http.MethodPost, "put_objects/thing", "x")
	if response, err := http.DefaultClient.Do(r); err == nil {
		response.Body.Close()
		t.Error("there was an answer")
	}
}

func TestServerAsHandler(t *testing.T) {
	s := start(t)
	r := httptest.NewRequest(http.MethodGet, "/v1/datamart/demo/get_objects/thing?limit=1&fields=n", nil)
	r.Header.Set("Authorization", "Bearer "+s.Token())
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code != 200 || w.Body.String() != `{"objects":[{"id":"2","data":{"n":"-9"}}]}` {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestRateLimit(t *testing.T) {
	s := NewServer(WithData(small()), WithRateLimit(2, time.Minute))
	defer s.Close()
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	s.now = func() time.Time { return now }
	for _, c := range []struct {
		after                          time.Duration
		status                         int
		remaining, reset, wait, called string
	}{
		{0, 200, "1", "60", "", "first"},
		{1500 * time.Millisecond, 200, "0", "59", "", "second"},
		{0, 429, "0", "59", "59", "third"},
		{58 * time.Second, 429, "0", "1", "1", "fourth"},
		{time.Second, 200, "1", "60", "", "fifth"},
	} {
		now = now.Add(c.after)
		response, body := send(t, s, request(t, s, http.MethodGet, "get_object_list", ""))
		h := response.Header
		if response.StatusCode != c.status || h.Get("X-RateLimit-Limit") != "2" || h.Get("X-RateLimit-Remaining") != c.remaining ||
			h.Get("X-RateLimit-Reset") != c.reset || h.Get("Retry-After") != c.wait {
			t.Errorf("%s: %d %v %s", c.called, response.StatusCode, h, body)
		}
	}
}

func TestLatencyEndsWithTheClient(t *testing.T) {
	s := NewServer(WithData(small()), WithLatency(time.Hour))
	ctx, cancel := context.WithCancel(context.Background())
	r := request(t, s, http.MethodGet, "get_object_list", "").WithContext(ctx)
	done := make(chan error)
	go func() {
		response, err := http.DefaultClient.Do(r)
		if err == nil {
			response.Body.Close()
		}
		done <- err
	}()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	s.Close() // would wait for the hour
}

func TestBadDataPanics(t *testing.T) {
	fields := []Field{{Name: "n", Type: "integer"}}
	for name, data := range map[string]Data{
		"no name":         {{}},
		"repeated object": {{Name: "a"}, {Name: "a"}},
		"repeated field":  {{Name: "a", Fields: append(fields, fields...)}},
		"unknown key":     {{Name: "a", Key: "k"}},
		"unknown field":   {{Name: "a", Records: []Record{{Values: map[string]string{"n": ""}}}}},
		"bad value":       {{Name: "a", Fields: fields, Records: []Record{{Values: map[string]string{"n": "x"}}}}},
		"repeated id":     {{Name: "a", Records: []Record{{ID: 1}, {ID: 1}}}},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			NewServer(WithData(data)).Close()
		}()
	}
}
