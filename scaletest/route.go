package scaletest

import (
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// maxRequestURI is the longest request target the server reads, which is what
// common web servers take by default.
const maxRequestURI = 8190

var (
	errNotFound = &failure{http.StatusNotFound, "The specified request could not be found"}
	errToken    = &failure{http.StatusUnauthorized, "Your API key is wrong"}
	errFormat   = &failure{http.StatusNotAcceptable, "You requested a format that isn't json"}
	errMethod   = &failure{http.StatusMethodNotAllowed, "You tried to access a request with an invalid method"}
	errTooMany  = &failure{http.StatusTooManyRequests, "You're requesting too many Slow down!"}
	errTooLong  = &failure{http.StatusRequestURITooLong, fmt.Sprintf("The request is longer than %d bytes", maxRequestURI)}
)

// answer is the server proper, within the middleware.
func (s *Server) answer(w http.ResponseWriter, r *http.Request) {
	if s.config.latency > 0 {
		timer := time.NewTimer(s.config.latency)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-r.Context().Done():
			return
		}
	}
	err := s.dispatch(w, r)
	if err == nil {
		return
	}
	refusal := &failure{http.StatusInternalServerError, err.Error()}
	errors.As(err, &refusal)
	s.writeFailure(w, refusal.status, refusal.text)
}

// endpoint is one of the API's requests.
type endpoint struct {
	method string
	object bool // whether an object follows in the path
	serve  func(s *Server, w http.ResponseWriter, r *http.Request, object string) error
}

var endpoints = map[string]endpoint{
	"get_object_list": {http.MethodGet, false, (*Server).serveList},
	"get_object_info": {http.MethodGet, true, (*Server).serveInfo},
	"get_objects":     {http.MethodGet, true, (*Server).serveObjects},
	"put_objects":     {http.MethodPost, true, (*Server).servePut},
}

// dispatch checks what all requests have in common. A failure is returned
// before anything is written.
func (s *Server) dispatch(w http.ResponseWriter, r *http.Request) error {
	if err := s.limitRate(w); err != nil {
		return err
	}
	if len(r.RequestURI) > maxRequestURI {
		return errTooLong
	}
	if tokens := r.Header.Values("Authorization"); len(tokens) != 1 || tokens[0] != "Bearer "+s.config.token {
		w.Header().Set("WWW-Authenticate", "Bearer")
		return errToken
	}
	target, object, err := s.target(r)
	if err != nil {
		return err
	}
	if r.Method != target.method {
		w.Header().Set("Allow", target.method)
		return errMethod
	}
	if !acceptsJSON(r.Header.Values("Accept")) {
		return errFormat
	}
	if target.object && s.store.table(object) == nil {
		return errNotFound
	}
	if r.Method == http.MethodGet && r.ContentLength != 0 {
		return refuse("a GET request has no body")
	}
	return target.serve(s, w, r, object)
}

// target finds the endpoint and the object which a request's path names.
func (s *Server) target(r *http.Request) (endpoint, string, error) {
	parts := strings.Split(strings.TrimPrefix(r.URL.EscapedPath(), "/"), "/")
	for i, part := range parts {
		text, err := url.PathUnescape(part)
		if err != nil {
			return endpoint{}, "", errNotFound
		}
		parts[i] = text
	}
	if len(parts) < 4 || parts[0] != "v1" || parts[1] != "datamart" || parts[2] != s.config.instance {
		return endpoint{}, "", errNotFound
	}
	target, ok := endpoints[parts[3]]
	switch {
	case !ok:
		return endpoint{}, "", errNotFound
	case !target.object && len(parts) == 4:
		return target, "", nil
	case target.object && len(parts) == 5:
		return target, parts[4], nil
	}
	return endpoint{}, "", errNotFound
}

// acceptsJSON reports whether the Accept fields, if there are any, allow JSON.
func acceptsJSON(fields []string) bool {
	ranges := strings.Split(strings.Join(fields, ","), ",")
	for _, r := range ranges {
		media, weight, _ := strings.Cut(r, ";")
		media = strings.ToLower(strings.TrimSpace(media))
		if strings.TrimSpace(weight) == "q=0" {
			continue
		}
		switch media {
		case "", "*/*", "application/*", "application/json":
			return true
		}
	}
	return false
}

// rateWindow counts the requests of the current window.
type rateWindow struct {
	ends time.Time
	used int
}

// limitRate counts a request and refuses it if there were too many. The
// headers are those of the rate limits common among such platforms, since the
// document names only the status.
func (s *Server) limitRate(w http.ResponseWriter) error {
	limit := s.config.rateLimit
	if limit <= 0 {
		return nil
	}
	s.mu.Lock()
	now := s.now()
	if !now.Before(s.window.ends) {
		s.window = rateWindow{ends: now.Add(s.config.rateWindow)}
	}
	s.window.used++
	used, wait := s.window.used, s.window.ends.Sub(now)
	s.mu.Unlock()

	seconds := strconv.Itoa(max(1, int(math.Ceil(wait.Seconds()))))
	w.Header().Set("X-RateLimit-Limit", strconv.Itoa(limit))
	w.Header().Set("X-RateLimit-Remaining", strconv.Itoa(max(0, limit-used)))
	w.Header().Set("X-RateLimit-Reset", seconds)
	if used > limit {
		w.Header().Set("Retry-After", seconds)
		return errTooMany
	}
	return nil
}
