package api

import "github.com/scale-sql/scale/schema"

// Paging is how a scan asks for the next page.
type Paging uint8

const (
	// ByOffset asks with limit and offset.
	ByOffset Paging = iota
	// ByPage asks with page and pagesize.
	ByPage
	// ByKey asks for the keys behind the last one seen, where the order of the
	// scan allows it: rows that come and go meanwhile cannot shift the pages.
	// Where it doesn't, the scan goes by offset.
	ByKey
)

// pageSizes is what the scans of an object have learnt of the page sizes that
// the server honours. The API announces no cap.
type pageSizes struct {
	// honoured is the largest size that was asked for and fully delivered: a
	// page of that size or less that comes short is the last one.
	honoured int64
	// cap is the number of rows that a larger page was cut to, 0 if none was.
	cap int64
}

// firstSize is the number of rows to ask for on a first page.
func (c *Client) firstSize(object string) int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	if cap := c.sizes[object].cap; cap > 0 {
		return min(cap, c.pageSize)
	}
	return c.pageSize
}

// honours reports whether the server has shown that it delivers size rows.
func (c *Client) honours(object string, size int64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.sizes[object].honoured >= size
}

// learnFull notes that a page of size rows came full.
func (c *Client) learnFull(object string, size int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.sizes[object]
	s.honoured = max(s.honoured, size)
	c.sizes[object] = s
}

// learnCap notes that larger pages are cut to size rows.
func (c *Client) learnCap(object string, size int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.sizes[object]
	s.honoured, s.cap = max(s.honoured, size), size
	c.sizes[object] = s
}

// pagingOf chooses how the pages of a filter are asked for.
func (c *Client) pagingOf(req *schema.Request, filter schema.Filter) Paging {
	if c.paging != ByKey {
		return c.paging
	}
	key := req.Object.Key
	byKey := len(req.Sort) == 0 || len(req.Sort) == 1 && key != nil && req.Sort[0].Field == key.Name
	if key == nil || !schema.FilterName(key.Name) || filter.Or || !byKey {
		return ByOffset
	}
	return ByKey
}
