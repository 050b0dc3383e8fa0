package functions

// A session is what the functions of one connection remember. SQLite uses a
// connection from one goroutine at a time, so that nothing in it is locked.
type session struct {
	weights weigher
	likes   cache[likeKey, *likePattern]
	regexps cache[regexpKey, *compiledRegexp]
}

func newSession() *session {
	s := &session{}
	s.weights.init()
	return s
}

// cacheSize bounds the compiled patterns remembered: a pattern may come from a
// column and be another one in each row.
const cacheSize = 256

// A cache remembers compiled patterns. When it is full it starts anew.
type cache[K comparable, V any] struct {
	lastKey K
	last    V
	warm    bool
	all     map[K]V
}

// get returns the value of a key, made if it isn't there. A key that was asked
// for last, as in every statement with a constant pattern, costs a comparison.
func (c *cache[K, V]) get(key K, compile func(K) (V, error)) (V, error) {
	if c.warm && key == c.lastKey {
		return c.last, nil
	}
	v, ok := c.all[key]
	if !ok {
		var err error
		if v, err = compile(key); err != nil {
			return v, err
		}
		if c.all == nil || len(c.all) >= cacheSize {
			c.all = make(map[K]V)
		}
		c.all[key] = v
	}
	c.lastKey, c.last, c.warm = key, v, true
	return v, nil
}
