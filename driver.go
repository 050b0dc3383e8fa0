package scale

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"io"

	"github.com/scale-sql/scale/internal/api"
	"github.com/scale-sql/scale/internal/engine"
	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate"
	"github.com/scale-sql/scale/translate/syntax"
)

var (
	_ driver.Driver        = (*Driver)(nil)
	_ driver.DriverContext = (*Driver)(nil)
	_ driver.Connector     = (*Connector)(nil)
	_ io.Closer            = (*Connector)(nil)
)

func init() { sql.Register("scale", &Driver{}) }

// version is the module's, as the User-Agent says it.
const version = "0.1.0"

// Driver is the driver that sql.Open("scale", dsn) finds.
type Driver struct{}

// Open opens a connection. database/sql prefers OpenConnector.
func (d *Driver) Open(dsn string) (driver.Conn, error) {
	c, err := d.OpenConnector(dsn)
	if err != nil {
		return nil, err
	}
	return c.Connect(context.Background())
}

// OpenConnector parses the DSN once for all connections of a sql.DB. An empty one
// is refused by the first connection only: libraries that wrap a driver, such as
// otelsql.Register, open an empty DSN to find the driver of a name.
func (d *Driver) OpenConnector(dsn string) (driver.Connector, error) {
	cfg, err := ParseDSN(dsn)
	if dsn == "" {
		return noDSN{err}, nil
	}
	if err != nil {
		return nil, err
	}
	return NewConnector(cfg)
}

// noDSN is the connector of an empty DSN, which it refuses.
type noDSN struct{ refusal error }

func (n noDSN) Connect(context.Context) (driver.Conn, error) { return nil, n.refusal }

func (noDSN) Driver() driver.Driver { return &Driver{} }

// Connector makes connections to one instance and holds what they share: the
// HTTP client, the metadata and the parsed statements. Give it to sql.OpenDB.
type Connector struct {
	cfg        *Config // a copy without the token, which the client alone has
	client     *api.Client
	catalog    *schema.Catalog
	statements *syntax.Cache
	translate  *translate.Options
	encoder    *schema.Encoder
	engine     *engine.Engine
}

// NewConnector returns a Connector for a copy of the Config, which it validates.
func NewConnector(c *Config) (*Connector, error) {
	cfg := c.complete()
	if err := cfg.validate(); err != nil {
		return nil, fmt.Errorf("scale: invalid Config: %w", err)
	}
	scheme := "https://"
	if cfg.PlainHTTP {
		scheme = "http://"
	}
	client := api.New(api.Options{
		BaseURL: scheme + cfg.Host, Instance: cfg.Instance, Token: cfg.Token, TokenSource: cfg.TokenSource,
		UserAgent:  "scale/" + version + " (+https://github.com/scale-sql/scale)",
		HTTPClient: cfg.HTTPClient, TLSConfig: cfg.TLSConfig, Logger: cfg.Logger, Hooks: cfg.Trace.hooks(), Timeout: cfg.Timeout,
		PageSize: cfg.PageSize, Prefetch: cfg.Prefetch, Paging: pagings[cfg.Paging],
		MaxRetries: cfg.MaxRetries, MaxRetryWait: cfg.MaxRetryWait,
		RequestsPerMinute: cfg.RequestsPerMinute, DedupeHeader: cfg.DedupeHeader,
	})
	cfg.Token = ""
	keyField := cfg.KeyField
	if keyField == "auto" {
		keyField = ""
	}
	return &Connector{
		cfg:        cfg,
		client:     client,
		catalog:    schema.NewCatalog(client, cfg.SchemaTTL, keyField),
		statements: syntax.NewCache(cachedStatements, cachedBytes),
		translate: &translate.Options{
			Instance: cfg.Instance, BinaryCollation: cfg.Collation == "binary", EmptyAsNull: cfg.EmptyAsNull,
			RegexpOperator: cfg.RegexpOperator, Zone: cfg.Loc, SafeUpdates: cfg.SafeUpdates,
		},
		encoder: &schema.Encoder{Loc: cfg.Loc, Booleans: cfg.Booleans},
		engine: engine.New(engine.Options{
			TempDir: cfg.TempDir, Memory: cfg.EngineMemory, Loc: cfg.Loc, EmptyAsNull: cfg.EmptyAsNull,
		}),
	}, nil
}

var pagings = map[string]api.Paging{"offset": api.ByOffset, "page": api.ByPage, "keyset": api.ByKey}

// What the cache of parsed statements holds at most: statements, and bytes of
// their texts.
const (
	cachedStatements = 512
	cachedBytes      = 4 << 20
)

// Connect returns a connection. It makes no request: the API has no sessions,
// and Ping is there to find out whether it answers.
func (c *Connector) Connect(ctx context.Context) (driver.Conn, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return &conn{connector: c, session: c.newSession()}, nil
}

// Driver returns the Driver.
func (c *Connector) Driver() driver.Driver { return &Driver{} }

// Format prints the Connector as its Config prints.
func (c *Connector) Format(f fmt.State, verb rune) { c.cfg.Format(f, verb) }

// Close ends idle connections and the engine. sql.DB's Close calls it.
func (c *Connector) Close() error {
	c.client.Close()
	return c.engine.Close()
}
