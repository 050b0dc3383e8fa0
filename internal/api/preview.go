package api

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/scale-sql/scale/schema"
)

// Preview is a request as it would be sent.
type Preview struct {
	Method string
	Path   string // as the request line has it, without the parameters
	// Parameters are decoded, in the order in which they are sent.
	Parameters []Parameter
}

// Parameter is a parameter of a request.
type Parameter struct{ Name, Value string }

// PreviewScan is the first request of a scan, and nothing is sent. ok is false
// if the scan takes none. What the server has shown of its page sizes is heeded,
// as a scan would.
func (c *Client) PreviewScan(req *schema.Request) (first Preview, ok bool) {
	if req == nil || req.Limit == 0 {
		return Preview{}, false
	}
	s := c.newScan(context.Background(), req)
	s.begin()
	w, _ := s.window(s.pos, 0)
	path, query, _ := strings.Cut(s.query.url(w, req.Object.Key, s.descending()), "?")
	return Preview{http.MethodGet, c.path(path), parameters(query)}, true
}

// PreviewPut is the request of a put of records, of which its parameter shows
// the first ones: at most some records, or so many bytes of them but for one.
// The others it counts.
func (c *Client) PreviewPut(object string, records []schema.Record) Preview {
	const most, enough = 3, 2000
	n, size := 0, 0
	for n < len(records) && n < most && (n == 0 || size+RecordSize(&records[n]) <= enough) {
		size += RecordSize(&records[n])
		n++
	}
	objects := string(appendRecords(nil, records[:n]))
	if more := len(records) - n; more > 0 {
		objects = strings.TrimSuffix(objects, "]") + ", and " + strconv.Itoa(more) + " more]"
	}
	return Preview{http.MethodPost, c.path(putPath(object)), []Parameter{{formField, objects}}}
}

// path is a path below the instance, as the request line has it.
func (c *Client) path(below string) string {
	u, err := url.Parse(c.base)
	if err != nil {
		return below
	}
	return u.EscapedPath() + below
}

// parameters reads the parameters of a request that query.url has written.
func parameters(query string) []Parameter {
	var list []Parameter
	for pair := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if decoded, err := url.QueryUnescape(value); err == nil {
			value = decoded
		}
		list = append(list, Parameter{name, value})
	}
	return list
}
