package syntax

import (
	"container/list"
	"sync"
)

// maxCachedText is the longest text that a Cache keeps: long statements are mostly bulk
// inserts, which don't come again.
const maxCachedText = 64 << 10

// Cache remembers the statements used most recently. It is safe for concurrent use;
// the statements that it hands out are shared and must not be changed.
type Cache struct {
	entries, bytes int

	mu    sync.Mutex
	used  int
	order *list.List // the front is the most recent
	items map[cacheKey]*list.Element
}

type cacheKey struct {
	text string
	opt  Options
}

type cacheItem struct {
	key cacheKey
	st  *Statement
}

// NewCache returns a cache of at most so many statements with at most so many bytes of
// text; a limit of 0 or less caches nothing.
func NewCache(entries, bytes int) *Cache {
	return &Cache{entries: entries, bytes: bytes, order: list.New(), items: map[cacheKey]*list.Element{}}
}

// Parse returns the statement of a text, from the cache if it is there. Errors are not
// cached.
func (c *Cache) Parse(text string, opt Options) (*Statement, error) {
	key := cacheKey{text, opt}
	if st := c.get(key); st != nil {
		return st, nil
	}
	st, err := Parse(text, opt)
	if err != nil {
		return nil, err
	}
	c.put(key, st)
	return st, nil
}

func (c *Cache) get(key cacheKey) *Statement {
	c.mu.Lock()
	defer c.mu.Unlock()
	el, ok := c.items[key]
	if !ok {
		return nil
	}
	c.order.MoveToFront(el)
	return el.Value.(*cacheItem).st
}

func (c *Cache) put(key cacheKey, st *Statement) {
	if c.entries <= 0 || len(key.text) > min(c.bytes, maxCachedText) {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.items[key]; ok {
		return // another caller was faster
	}
	c.items[key] = c.order.PushFront(&cacheItem{key, st})
	c.used += len(key.text)
	for len(c.items) > c.entries || c.used > c.bytes {
		last := c.order.Back()
		old := c.order.Remove(last).(*cacheItem)
		delete(c.items, old.key)
		c.used -= len(old.key.text)
	}
}

// Len returns the number of statements in the cache.
func (c *Cache) Len() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.items)
}
