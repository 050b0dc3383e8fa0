package scale_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"database/sql"
	"encoding/pem"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"

	"github.com/scale-sql/scale"
)

// An http.Client of one's own goes through a proxy, say.
func ExampleConfig() {
	server := demo()
	defer server.Close()
	dsn := server.DSN()

	cfg, err := scale.ParseDSN(dsn)
	if err != nil {
		log.Fatal(err)
	}
	cfg.HTTPClient = &http.Client{Transport: &http.Transport{Proxy: http.ProxyFromEnvironment, MaxConnsPerHost: 16}}
	connector, err := scale.NewConnector(cfg)
	if err != nil {
		log.Fatal(err)
	}
	db := sql.OpenDB(connector)
	defer cfg.HTTPClient.CloseIdleConnections()
	defer db.Close()

	fmt.Println(db.Ping())
	// Output: <nil>
}

// A token that changes is read anew when the API has refused the old one.
func ExampleConfig_tokenSource() {
	server := demo()
	defer server.Close()
	host, instance := strings.TrimPrefix(server.URL(), "http://"), server.Instance()
	dir, err := os.MkdirTemp("", "scale")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	secret := filepath.Join(dir, "token")
	if err := os.WriteFile(secret, []byte("an-old-token\n"), 0o600); err != nil {
		log.Fatal(err)
	}

	cfg := scale.NewConfig()
	cfg.Host, cfg.Instance = host, instance
	cfg.TokenSource = func(context.Context) (string, error) {
		token, err := os.ReadFile(secret) // which is replaced now and then
		return strings.TrimSpace(string(token)), err
	}
	cfg.PlainHTTP = true // of the test server only
	connector, err := scale.NewConnector(cfg)
	if err != nil {
		log.Fatal(err)
	}
	db := sql.OpenDB(connector)
	defer db.Close()

	fmt.Println(db.Ping() != nil)
	if err := os.WriteFile(secret, []byte(server.Token()+"\n"), 0o600); err != nil {
		log.Fatal(err)
	}
	fmt.Println(db.Ping())
	// Output:
	// true
	// <nil>
}

// The certificate of a private authority is named in TLSConfig.
func ExampleConfig_certificates() {
	server := demo()
	defer server.Close()
	front := httptest.NewTLSServer(server)
	defer front.Close()
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: front.Certificate().Raw})

	cfg := scale.NewConfig()
	cfg.Host, cfg.Instance, cfg.Token = strings.TrimPrefix(front.URL, "https://"), server.Instance(), server.Token()
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(certificate) {
		log.Fatal("there is no certificate")
	}
	cfg.TLSConfig = &tls.Config{RootCAs: roots}
	connector, err := scale.NewConnector(cfg)
	if err != nil {
		log.Fatal(err)
	}
	db := sql.OpenDB(connector)
	defer db.Close()

	fmt.Println(db.Ping())
	// Output: <nil>
}
