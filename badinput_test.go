package scale_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

// peopleInfo is a get_object_info answer for an object with a column of most
// types.
const peopleInfo = `{"Nom":{"attribs":{"type":"text"},"read":"Y","write":"Y"},"Age":{"attribs":{"type":"integer"},"read":"Y","write":"Y"},` +
	`"Solde":{"attribs":{"type":"decimal"},"read":"Y","write":"Y"},"Actif":{"attribs":{"type":"boolean"},"read":"Y","write":"Y"},` +
	`"Jour":{"attribs":{"type":"date"},"read":"Y","write":"Y"},"Vu":{"attribs":{"type":"datetime"},"read":"Y","write":"Y"}}`

// answering is a server that gives one answer to all requests for records, and
// good metadata.
func answering(status int, body string) scaletest.Option {
	return endpoints(map[string]http.HandlerFunc{
		"get_object_list": say(200, `{"people":{"acl":"","create_time":"","update_time":""}}`),
		"get_object_info": say(200, peopleInfo),
		"get_objects":     say(status, body),
	})
}

func say(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}

// endpoints answers instead of the server.
func endpoints(handlers map[string]http.HandlerFunc) scaletest.Option {
	return scaletest.WithMiddleware(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			name := strings.Split(strings.Trim(r.URL.Path, "/")+"////", "/")[3]
			if h := handlers[name]; h != nil {
				h(w, r)
				return
			}
			next.ServeHTTP(w, r)
		})
	})
}

// failing runs a query that is to fail, and returns its error after looking for
// the token in it.
func failing(t *testing.T, server *scaletest.Server, query string, args ...any) error {
	t.Helper()
	db := openDSN(t, server.DSN("max_retries=0"))
	got, err := tryRows(soon(t), db, query, args...)
	if err == nil {
		t.Errorf("%s: no error, but %q", query, got)
		return errors.New("")
	}
	if !strings.HasPrefix(err.Error(), "scale: ") {
		t.Errorf("%s: the error doesn't say whose it is: %v", query, err)
	}
	var e *scale.Error
	shown := fmt.Sprintf("%v %+v", err, err)
	if errors.As(err, &e) {
		shown += fmt.Sprintf("%+v", *e)
	}
	if strings.Contains(shown, server.Token()) {
		t.Errorf("%s: the error shows the token: %s", query, shown)
	}
	return err
}

// wants checks that an error says something.
func wants(t *testing.T, name string, err error, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%s: %q doesn't say %q", name, err, part)
		}
	}
}

func TestUnknownNamesNearest(t *testing.T) {
	_, server := openSample(t)
	for _, tc := range []struct{ query, want string }{
		{"SELECT id FROM contacts", `unknown object "contacts" in the instance's list of objects; did you mean "contact"?`},
		{"SELECT id FROM order", ``},
		{"SELECT id FROM `order`", `did you mean "orders"?`},
		{"SELECT id FROM zzzzzz", `unknown object "zzzzzz"`},
		{"SELECT id FROM elsewhere.contact", `"elsewhere" is not the instance`},
		{"SELECT Pernom FROM contact", `unknown column "Pernom" in object "contact"; did you mean "Prenom"?`},
		{"SELECT id FROM contact WHERE Vile = 'Paris'", `did you mean "Ville"?`},
		{"SELECT id FROM contact ORDER BY cc_ages", `did you mean "cc_age"?`},
		{"SELECT id FROM contact c WHERE contact.id = 1", `its table is called "c"`},
		{"SELECT qqqqqqqq FROM contact", `unknown column "qqqqqqqq"`},
		{"SELECT MotDePasse FROM contact", `may not be read`},
		{"SELECT id FROM contact WHERE MotDePasse = 'x'", `may not be read`},
		{"SELECT id FROM contact ORDER BY MotDePasse", `may not be read`},
	} {
		wants(t, tc.query, failing(t, server, tc.query), tc.want)
	}
	if queries := dataRequests(server); len(queries) != 0 {
		t.Errorf("requests were made: %q", queries)
	}
}

func TestErrorAnswers(t *testing.T) {
	for shape := scaletest.ErrorCodeAndText; shape <= scaletest.ErrorEmpty; shape++ {
		_, server := openSample(t, small(), scaletest.WithErrorShape(shape))
		good := server.DSN()
		for name, dsn := range map[string]string{
			"401 token":    strings.Replace(good, server.Token(), "Xq7vKp2mWz", 1),
			"404 instance": strings.Replace(good, "/"+server.Instance(), "/other", 1),
		} {
			_, err := tryRows(soon(t), openDSN(t, dsn+"&max_retries=0"), "SELECT id FROM people")
			var e *scale.Error
			if !errors.As(err, &e) || fmt.Sprint(e.Status) != name[:3] {
				t.Errorf("shape %d, %s: got %v", shape, name, err)
				continue
			}
			wants(t, name, err, "scale: GET /v1/datamart/", name[:3], strings.Fields(name)[1])
			if strings.Contains(fmt.Sprintf("%+v %v", *e, err), "Xq7v") {
				t.Errorf("shape %d, %s: the error shows the token: %v", shape, name, err)
			}
		}
	}
}

// A token in the body of an error is not passed on.
func TestErrorThatRepeatsTheToken(t *testing.T) {
	_, server := openSample(t, answering(403, `{"error":"no access for scaletest-token"}`))
	err := failing(t, server, "SELECT id FROM people")
	wants(t, "403", err, "no access for [token]")
}

func TestStatusErrors(t *testing.T) {
	for _, status := range []int{300, 302, 400, 401, 402, 403, 404, 405, 406, 409, 414, 418, 422, 429, 500, 501, 502, 503, 504, 599} {
		_, server := openSample(t, answering(status, `{"error":`+fmt.Sprint(status)+`,"error_text":"because of it"}`))
		err := failing(t, server, "SELECT id FROM people")
		var e *scale.Error
		if !errors.As(err, &e) || e.Status != status || e.Message != "because of it" || e.Object != "people" || e.Method != "GET" {
			t.Errorf("%d: got %v", status, err)
			continue
		}
		wants(t, fmt.Sprint(status), err, fmt.Sprint(status), "because of it", "people")
	}
}

// An answer that is not a whole page of records is an error, never a shorter
// result.
func TestBrokenPages(t *testing.T) {
	for _, tc := range []struct{ name, body, want string }{
		{"nothing", ``, ""},
		{"white space", "  \n", ""},
		{"HTML", `<html><body><h1>Welcome</h1></body></html>`, "not JSON"},
		{"text", `OK`, "not JSON"},
		{"cut behind a record", `{"objects":[{"id":"1","data":{"Nom":"a"}}`, ""},
		{"cut in a record", `{"objects":[{"id":"1","data":{"Nom":"a"}},{"id":"2","da`, ""},
		{"cut in a string", `{"objects":[{"id":"1","data":{"Nom":"a`, ""},
		{"cut before the brace", `{"objects":[{"id":"1","data":{"Nom":"a"}}]`, ""},
		{"no comma", `{"objects":[{"id":"1","data":{"Nom":"a"}} {"id":"2","data":{"Nom":"b"}}]}`, ""},
		{"text behind", `{"objects":[{"id":"1","data":{"Nom":"a"}}]} oops`, ""},
		{"two pages", `{"objects":[]}{"objects":[]}`, ""},
		{"no records", `{}`, ""},
		{"null", `null`, ""},
		{"array", `[]`, ""},
		{"number", `42`, ""},
		{"objects is text", `{"objects":"none"}`, ""},
		{"record is text", `{"objects":["1"]}`, ""},
		{"data is text", `{"objects":[{"id":"1","data":"x"}]}`, ""},
		{"bad escape", `{"objects":[{"id":"1","data":{"Nom":"\x"}}]}`, ""},
		{"error in 200", `{"error":403,"error_text":"profile may not"}`, "profile may not"},
		{"error string in 200", `{"error":"not today"}`, "not today"},
		{"errors in 200", `{"errors":["first","second"]}`, "first"},
		{"error behind the records", `{"objects":[{"id":"1","data":{"Nom":"a"}}],"error":"cut short"}`, "cut short"},
		{"error before the records", `{"error":"cut short","objects":[]}`, "cut short"},
	} {
		_, server := openSample(t, answering(200, tc.body))
		err := failing(t, server, "SELECT Nom FROM people")
		wants(t, tc.name, err, tc.want, "people")
	}
}

func TestBrokenMetadata(t *testing.T) {
	for _, body := range []string{
		``, ` `, `null`, `<html></html>`, `{"people":`, `{"people":1}`, `[1]`, `"x"`, `{"error":"no"}`, `{"error":500,"error_text":"no"}`, `{} {}`,
	} {
		for _, endpoint := range []string{"get_object_list", "get_object_info"} {
			handlers := map[string]http.HandlerFunc{
				"get_object_list": say(200, `{"people":{"acl":""}}`),
				"get_object_info": say(200, peopleInfo),
				"get_objects":     say(200, `{"objects":[]}`),
			}
			handlers[endpoint] = say(200, body)
			_, server := openSample(t, endpoints(handlers))
			failing(t, server, "SELECT Nom FROM people")
		}
	}
}

// The connection breaks although the header announced more.
func TestPageCutByTheNetwork(t *testing.T) {
	half := func(w http.ResponseWriter, _ *http.Request) {
		body := `{"objects":[{"id":"1","data":{"Nom":"a"}},{"id":"2","data":{"Nom":"b"}}]}`
		w.Header().Set("Content-Length", fmt.Sprint(len(body)))
		io.WriteString(w, body[:len(body)/2])
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	}
	for _, handler := range []http.HandlerFunc{half, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }} {
		_, server := openSample(t, endpoints(map[string]http.HandlerFunc{
			"get_object_list": say(200, `{"people":{"acl":""}}`), "get_object_info": say(200, peopleInfo), "get_objects": handler,
		}))
		err := failing(t, server, "SELECT Nom FROM people")
		if !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
			t.Errorf("got %v", err)
		}
	}
}

// A value that doesn't fit its type is an error that names its place.
func TestValuesThatDoNotFit(t *testing.T) {
	for _, tc := range []struct{ column, value string }{
		{"Age", `"abc"`}, {"Age", `"1.5"`}, {"Age", `"9223372036854775808"`}, {"Age", `"1e99"`}, {"Age", `" "`}, {"Age", `true`},
		{"Age", `[1]`}, {"Age", `{"x":1}`}, {"Age", `"0x10"`}, {"Age", `"１"`},
		{"Solde", `"1,5"`}, {"Solde", `"abc"`}, {"Solde", `"NaN"`}, {"Solde", `"1e999999999"`}, {"Solde", `false`},
		{"Actif", `"maybe"`}, {"Actif", `"2"`}, {"Actif", `3`},
		{"Jour", `"2024-02-30"`}, {"Jour", `"29/02/2024"`}, {"Jour", `"2024-02-29 10:00:00"`}, {"Jour", `"1709164800"`}, {"Jour", `20240229`},
		{"Vu", `"2024-02-29 25:00:00"`}, {"Vu", `"hier"`}, {"Vu", `"2024-13-01 00:00:00"`},
	} {
		good := `{"id":"46","data":{}}`
		bad := `{"id":"47","data":{"Nom":"a","` + tc.column + `":` + tc.value + `}}`
		_, server := openSample(t, answering(200, `{"objects":[`+good+`,`+bad+`]}`))
		err := failing(t, server, "SELECT Nom, "+tc.column+" FROM people")
		if !errors.Is(err, scale.ErrValue) {
			t.Errorf("%s %s: %v is no ErrValue", tc.column, tc.value, err)
		}
		wants(t, tc.column+" "+tc.value, err, `object "people"`, "47", `"`+tc.column+`"`, strings.Trim(tc.value, `"{}:1x`))
	}
	for _, id := range []string{`"x"`, `""`, `null`, `"1.5"`, `"99999999999999999999"`} {
		_, server := openSample(t, answering(200, `{"objects":[{"id":`+id+`,"data":{"Nom":"a"}}]}`))
		wants(t, "id "+id, failing(t, server, "SELECT id FROM people"), `object "people"`, "id")
	}
	_, server := openSample(t, answering(200, `{"objects":[{"data":{"Nom":"a"}}]}`))
	wants(t, "no id", failing(t, server, "SELECT id FROM people"), `object "people"`, `"id"`)
}
