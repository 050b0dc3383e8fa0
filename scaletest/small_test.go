package scaletest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// small is an object of a few records with a field of every type.
func small() Data {
	record := func(id int64, values ...string) Record {
		r := Record{ID: id, Values: map[string]string{}}
		for i, name := range []string{"name", "n", "d", "b", "day", "at", "t"} {
			r.Values[name] = values[i]
		}
		return r
	}
	return Data{
		{
			Name: "thing", Key: "ID_THING",
			Fields: []Field{
				{Name: "name", Type: "text", Length: 20},
				{Name: "n", Type: "integer"},
				{Name: "d", Type: "Decimal"},
				{Name: "b", Type: "boolean"},
				{Name: "day", Type: "date"},
				{Name: "at", Type: "datetime"},
				{Name: "t", Type: "time"},
				{Name: "secret", Type: "text", NoRead: true},
				{Name: "fixed", Type: "text", NoWrite: true},
				{Name: "ID_THING", Type: "integer", NoWrite: true},
			},
			Records: []Record{
				record(5, "Été", "10", "1.50", "Y", "2024-02-29", "2024-02-29 12:00:00", "08:00:00"),
				record(2, "", "-9", "1.5", "N", "0000-00-00", "0000-00-00 00:00:00", ""),
				record(3, "a*b", "9", "12345678901234567890.12", "", "", "", "23:59:59"),
				record(4, "50%_x", "", "", "Y", "1912-01-01", "2024-02-29 00:00:00", "08:30:00"),
				record(9, "zèbre", "100", "-0.01", "N", "2025-01-01", "2025-01-01 06:00:00", ""),
			},
		},
		{Name: "bare"},
	}
}

// start starts a server with the small data.
func start(t *testing.T, opts ...Option) *Server {
	t.Helper()
	s := NewServer(append([]Option{WithData(small())}, opts...)...)
	t.Cleanup(s.Close)
	return s
}

// send sends a request and returns the answer with its body read.
func send(t *testing.T, s *Server, r *http.Request) (*http.Response, string) {
	t.Helper()
	if r.Header.Get("Authorization") == "" {
		r.Header.Set("Authorization", "Bearer "+s.Token())
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

func request(t *testing.T, s *Server, method, path, body string) *http.Request {
	t.Helper()
	var reader io.Reader
	if body != "" {
		reader = strings.NewReader(body)
	}
	r, err := http.NewRequest(method, s.URL()+"/v1/datamart/"+s.Instance()+"/"+path, reader)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// get asks for a path below the instance.
func get(t *testing.T, s *Server, path string) (int, string) {
	t.Helper()
	response, body := send(t, s, request(t, s, http.MethodGet, path, ""))
	return response.StatusCode, body
}

// ids asks for things with parameters given as name, value, name, value and
// returns their ids, or the status if that is not 200.
func ids(t *testing.T, s *Server, parameters ...string) string {
	t.Helper()
	query := url.Values{}
	for i := 0; i < len(parameters); i += 2 {
		query.Set(parameters[i], parameters[i+1])
	}
	status, body := get(t, s, "get_objects/thing?"+query.Encode())
	if status != http.StatusOK {
		return http.StatusText(status)
	}
	var page struct{ Objects []struct{ ID string } }
	if err := json.Unmarshal([]byte(body), &page); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	var out []string
	for _, o := range page.Objects {
		out = append(out, o.ID)
	}
	return strings.Join(out, " ")
}
