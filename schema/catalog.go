package schema

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"
)

// Loader brings metadata from the API as the API writes it.
type Loader interface {
	// ObjectList is the answer of get_object_list.
	ObjectList(ctx context.Context) ([]byte, error)
	// ObjectInfo is the answer of get_object_info for an object, in the
	// spelling of the list.
	ObjectInfo(ctx context.Context, object string) ([]byte, error)
}

// Catalog remembers the instance's metadata. It is safe for concurrent use;
// several statements that miss the same entry share one load.
type Catalog struct {
	loader   Loader
	keyField string
	ttl      time.Duration

	list    shared[[]ObjectInfo]
	mu      sync.Mutex
	objects map[string]*shared[*Object]
}

// NewCatalog returns a Catalog that believes what it loaded for ttl; with a ttl
// of 0 each statement loads anew. keyField is the DSN's key_field, empty for
// automatic.
func NewCatalog(loader Loader, ttl time.Duration, keyField string) *Catalog {
	return &Catalog{loader: loader, ttl: ttl, keyField: keyField, objects: map[string]*shared[*Object]{}}
}

// Objects lists the instance's objects in the API's order.
func (c *Catalog) Objects(ctx context.Context) ([]ObjectInfo, error) {
	return c.list.get(ctx, c.ttl, func(ctx context.Context) ([]ObjectInfo, error) {
		answer, err := c.loader.ObjectList(ctx)
		if err != nil {
			return nil, err
		}
		return ParseObjectList(answer)
	})
}

// Object finds an object by name, without regard to case unless two objects
// differ in nothing else. An *UnknownError names the nearest object.
func (c *Catalog) Object(ctx context.Context, name string) (*Object, error) {
	list, err := c.Objects(ctx)
	if err != nil {
		return nil, err
	}
	name, err = FindObject(name, list)
	if err == nil {
		err = addressable(name)
	}
	if err != nil {
		return nil, err
	}
	return c.entry(name).get(ctx, c.ttl, func(ctx context.Context) (*Object, error) {
		answer, err := c.loader.ObjectInfo(ctx, name)
		if err != nil {
			return nil, err
		}
		return ParseObject(name, answer, c.keyField)
	})
}

func (c *Catalog) entry(name string) *shared[*Object] {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.objects[name]
	if e == nil {
		e = new(shared[*Object])
		c.objects[name] = e
	}
	return e
}

// FindObject finds the spelling of an object's name in the list of objects, as
// Catalog.Object does.
func FindObject(name string, list []ObjectInfo) (string, error) {
	var same, all []string
	for _, o := range list {
		if o.Name == name {
			return name, nil
		}
		if strings.EqualFold(o.Name, name) {
			same = append(same, o.Name)
		}
		all = append(all, o.Name)
	}
	switch len(same) {
	case 0:
		return "", &UnknownError{What: "object", Name: name, Where: "the instance's list of objects", Nearest: Nearest(name, all)}
	case 1:
		return same[0], nil
	}
	return "", fmt.Errorf("object %q is ambiguous: it could be %q or %q; write it in the spelling you mean", name, same[0], same[1])
}
