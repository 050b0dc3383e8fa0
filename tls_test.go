package scale_test

import (
	"crypto/tls"
	"crypto/x509"
	"database/sql"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

// overTLS is a server's handler behind TLS of the versions of a config, and a
// Config for it that knows its certificate.
func overTLS(t *testing.T, config *tls.Config) *scale.Config {
	server := scaletest.NewServer(small())
	t.Cleanup(server.Close)
	front := httptest.NewUnstartedServer(server)
	front.TLS = config
	front.Config.ErrorLog = log.New(io.Discard, "", 0)
	front.StartTLS()
	t.Cleanup(front.Close)
	c := scale.NewConfig()
	c.Token, c.Host, c.Instance = server.Token(), strings.TrimPrefix(front.URL, "https://"), server.Instance()
	roots := x509.NewCertPool()
	roots.AddCert(front.Certificate())
	c.TLSConfig = &tls.Config{RootCAs: roots}
	c.MaxRetries = 0
	return c
}

// ping opens a Config and pings it.
func ping(t *testing.T, c *scale.Config) error {
	connector, err := scale.NewConnector(c)
	if err != nil {
		t.Fatal(err)
	}
	db := sql.OpenDB(connector)
	defer db.Close()
	return db.PingContext(soon(t))
}

func TestTLSConfig(t *testing.T) {
	c := overTLS(t, nil)
	if err := ping(t, c); err != nil {
		t.Errorf("with its certificate: %v", err)
	}
	c.TLSConfig = nil
	if err := ping(t, c); err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("without: %v", err)
	}
}

// TestOldTLS meets servers of old versions, and asks for them: neither is spoken.
func TestOldTLS(t *testing.T) {
	c := overTLS(t, &tls.Config{MaxVersion: tls.VersionTLS11})
	c.TLSConfig.MinVersion = tls.VersionTLS10
	if err := ping(t, c); err == nil || !strings.Contains(err.Error(), "protocol version") {
		t.Errorf("TLS 1.1: %v", err)
	}
	if c.TLSConfig.MinVersion != tls.VersionTLS10 {
		t.Error("the Config's TLSConfig was changed")
	}
	c.TLSConfig = nil
	c.HTTPClient = &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS10}}}
	if _, err := scale.NewConnector(c); err == nil || !strings.Contains(err.Error(), "TLS 1.0") {
		t.Errorf("a client of TLS 1.0: %v", err)
	}
}

func TestClientOrTLSConfig(t *testing.T) {
	c := scale.NewConfig()
	c.Token, c.Host, c.Instance = "x", "api.scal-e.com", "7"
	c.HTTPClient, c.TLSConfig = http.DefaultClient, new(tls.Config)
	if _, err := scale.NewConnector(c); err == nil || !strings.Contains(err.Error(), "both HTTPClient and TLSConfig") {
		t.Errorf("error %v", err)
	}
}
