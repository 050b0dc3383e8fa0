package scale_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/scale-sql/scale"
)

// secrets are tokens as they come out of a password generator. Written into a
// DSN as they are, parts of them land where host, path, options or their values
// belong.
var secrets = []string{
	"Xq7vKp2mWz9tLs4n", "Xq7v/Kp2m/Wz9tLs4n", "Xq7vKp2m?Wz9t=Ls4n", "Xq7v?page_size=Kp2mWz9tLs4n", "Xq7v?loc=Kp2mWz9t",
	"Xq7v#Kp2mWz9tLs4n", "Xq7v@Kp2mWz9t", "Xq7v@Kp2m/Wz9t", "Xq7v@Kp2m:Wz9t", "Xq7v&Kp2m=Wz9t:Ls4n", "Xq7v:Kp2mWz9t",
	"Xq7v%zzKp2mWz9t", "Xq7v%Kp2mWz9t", "Xq7v%2", "Xq7v/%zzKp2m", "Xq7v@%zzKp2m", "Xq7v?%zzKp2m=Wz9t", "Xq7v?a=%zzKp2m",
	"Xq7v%40Kp2m@Wz9t", "Xq7v%2FKp2m/Wz9t", "Xq7v Kp2mWz9t", "Xq7v\tKp2m\nWz9t", "Xq7v\x00Kp2m", "Xq7vKpéöm", "Xq7v+Kp2m",
	"Xq7v?Kp2m&Wz9t#Ls4n@Hy6b/Rd3c", "@Xq7vKp2m", "/Xq7vKp2m", "?Xq7vKp2m", "#Xq7vKp2m", ":Xq7vKp2m", "%Xq7vKp2m",
	"xqvvkpmm?wzttlssn", "xqvv?kpmm=wztt", "xqvv?kpmm&wztt", "Xq7v?tls=false&temp_dir=/Kp2m", "Xq7v?dedupe_header=Kp2mWz9t",
	"Xq7v?paging=Kp2m&", "Xq7v?Kp2m@Wz9t?Ls4n@", "Xq7v[Kp2m]Wz9t", "[Xq7v::Kp2m]", "Xq7v\\Kp2m", "Xq7v;Kp2m", "a@Xq7v?loc=Kp2m",
}

// leaks returns a piece of 4 characters or more of a secret that a text shows.
func leaks(text, secret string) string {
	letters := []rune(secret)
	for i := 0; i+4 <= len(letters); i++ {
		piece := string(letters[i : i+4])
		if strings.Contains(text, piece) && !strings.Contains(harmless, piece) {
			return piece
		}
	}
	return ""
}

// harmless is what the secrets of these tests have in common with messages: the
// names of options.
const harmless = "?page_size= ?loc= ?tls=false&temp_dir=/ ?dedupe_header= ?paging= a=%z"

func TestErrorsOfDSNShowNoToken(t *testing.T) {
	for _, secret := range secrets {
		for _, form := range []string{
			"scale://TOKEN@api.scal-e.com/7", "scale://TOKEN@api.scal-e.com/7?page_size=0", "scale://TOKEN@api.scal-e.com/7?nonsense=1",
			"scale://TOKEN@api.scal-e.com", "scale://TOKEN@", "scale://TOKEN", "scale://TOKEN/7", "scale:TOKEN@api.scal-e.com/7",
			"TOKEN@api.scal-e.com/7", "scale://TOKEN@api.scal-e.com/7?tls=false", "scale://user:TOKEN@api.scal-e.com/7",
			"scale://TOKEN@api.scal-e.com/7?page_size=x", "https://TOKEN@api.scal-e.com/7", "scale://TOKEN@api.scal-e.com/7?loc=Mars",
			" scale://TOKEN@api.scal-e.com/7", "scale://TOKEN@api.scal-e.com:x/7", "scale://TOKEN@api.scal-e.com:99999/7",
		} {
			dsn := strings.ReplaceAll(form, "TOKEN", secret)
			c, err := scale.ParseDSN(dsn)
			if err != nil {
				if piece := leaks(err.Error(), secret); piece != "" {
					t.Errorf("%s with %q: the error shows %q: %v", form, secret, piece, err)
				}
				continue
			}
			if c.Token == secret && strings.Contains(c.Host+c.Instance, secret) {
				t.Errorf("%s with %q: the token is in %q", form, secret, c.Host+"/"+c.Instance)
			}
		}
	}
}

func TestErrorsOfConfigShowNoToken(t *testing.T) {
	for _, secret := range secrets {
		for name, change := range map[string]func(*scale.Config){
			"nothing":  func(*scale.Config) {},
			"Host":     func(c *scale.Config) { c.Host = secret },
			"Instance": func(c *scale.Config) { c.Instance = secret + "/" },
			"port":     func(c *scale.Config) { c.Host += ":" + secret },
			"no host":  func(c *scale.Config) { c.Host = "" },
			"PageSize": func(c *scale.Config) { c.PageSize = -1 },
			"Paging":   func(c *scale.Config) { c.Paging = "none" },
			"TempDir":  func(c *scale.Config) { c.TempDir = "/does/not/exist" },
		} {
			c := scale.NewConfig()
			c.Token, c.Host, c.Instance = secret, "api.scal-e.com", "7"
			change(c)
			_, format := c.FormatDSN()
			_, connect := scale.NewConnector(c)
			for _, err := range []error{format, connect} {
				if err == nil {
					continue
				}
				if piece := leaks(err.Error(), secret); piece != "" {
					t.Errorf("%s with %q: the error shows %q: %v", name, secret, piece, err)
				}
			}
		}
	}
}

// FuzzParseDSN looks for a DSN that panics, that FormatDSN writes as another
// one, or whose error shows what stands before the last @.
func FuzzParseDSN(f *testing.F) {
	for _, secret := range secrets {
		f.Add("scale://" + secret + "@api.scal-e.com/7?page_size=10&loc=Europe/Paris")
	}
	for _, dsn := range []string{
		"", "scale://", "scale://tok@[::1]:80/7?tls=false&prefetch=0", "scale://t@h/i?engine_memory=3MiB&timeout=1h2m3.5s",
		"scale://%2F@h/%25?key_field=%25s", "scale://t@h/i?max_rows=4611686018427387904&loc=Local&temp_dir=.",
	} {
		f.Add(dsn)
	}
	f.Fuzz(func(t *testing.T, dsn string) {
		c, err := scale.ParseDSN(dsn)
		if err != nil {
			if secret, ok := userinfo(dsn); ok && strings.Contains(err.Error(), secret) {
				t.Fatalf("%q: the error shows %q: %v", dsn, secret, err)
			}
			return
		}
		again, err := c.FormatDSN()
		if err != nil {
			t.Fatalf("%q: %v", dsn, err)
		}
		back, err := scale.ParseDSN(again)
		if err != nil || !sameConfig(c, back) {
			t.Fatalf("%q became %q: %v", dsn, again, err)
		}
	})
}

// userinfo is what stands between scale:// and the last @, if it is long and
// odd enough not to be a part of a message by chance, and stands nowhere else.
func userinfo(dsn string) (string, bool) {
	_, rest, ok := strings.Cut(dsn, "://")
	at := strings.LastIndexByte(rest, '@')
	if !ok || at < 4 {
		return "", false
	}
	secret, behind := rest[:at], rest[at:]
	if decoded, err := url.QueryUnescape(behind); err == nil {
		behind += decoded
	}
	odd := strings.ContainsAny(secret, "0123456789") && strings.ContainsAny(secret, "JQVWXYZ")
	return secret, odd && !strings.Contains(behind, secret)
}
