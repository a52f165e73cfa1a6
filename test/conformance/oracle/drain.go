package main

import (
	"reflect"

	"github.com/BurntSushi/toml"
	"github.com/containers/image/v5/pkg/sysregistriesv2"
)

// isSafe reports whether the MCD applies the new registries.conf with a reload and without a drain.
func isSafe(before, after string) (bool, error) {
	var then, now sysregistriesv2.V2RegistriesConf
	if _, err := toml.Decode(before, &then); err != nil {
		return false, err
	}
	if _, err := toml.Decode(after, &now); err != nil {
		return false, err
	}
	search := now.UnqualifiedSearchRegistries
	if len(search) < len(then.UnqualifiedSearchRegistries) || !reflect.DeepEqual(search[:len(then.UnqualifiedSearchRegistries)], then.UnqualifiedSearchRegistries) {
		return false, nil
	}
	known := byScope(then.Registries)
	current := byScope(now.Registries)
	for scope := range known {
		if _, still := current[scope]; !still {
			return false, nil
		}
	}
	for scope, registry := range current {
		old, isKnown := known[scope]
		if isKnown && !isSafeChange(old, registry) || !isKnown && !isSafeAddition(registry) {
			return false, nil
		}
	}
	return true, nil
}

func byScope(registries []sysregistriesv2.Registry) map[string]sysregistriesv2.Registry {
	scopes := map[string]sysregistriesv2.Registry{}
	for _, registry := range registries {
		scope := registry.Prefix
		if scope == "" {
			scope = registry.Location
		}
		scopes[scope] = registry
	}
	return scopes
}

func isSafeAddition(registry sysregistriesv2.Registry) bool {
	for _, mirror := range registry.Mirrors {
		if mirror.PullFromMirror != sysregistriesv2.MirrorByDigestOnly {
			return false
		}
	}
	return len(registry.Mirrors) > 0
}

func isSafeChange(old, now sysregistriesv2.Registry) bool {
	if reflect.DeepEqual(old, now) {
		return true
	}
	if old.Prefix != now.Prefix || old.Location != now.Location || old.Blocked != now.Blocked || old.Insecure != now.Insecure {
		return false
	}
	for _, mirror := range old.Mirrors {
		if find(now.Mirrors, mirror.Location) == nil {
			return false
		}
	}
	for _, mirror := range now.Mirrors {
		if mirror.PullFromMirror == sysregistriesv2.MirrorByDigestOnly {
			continue
		}
		if known := find(old.Mirrors, mirror.Location); known == nil || known.PullFromMirror != mirror.PullFromMirror {
			return false
		}
	}
	return true
}

// find returns the first mirror with this location.
func find(mirrors []sysregistriesv2.Endpoint, location string) *sysregistriesv2.Endpoint {
	for index := range mirrors {
		if mirrors[index].Location == location {
			return &mirrors[index]
		}
	}
	return nil
}
