package main

import (
	"fmt"
	"regexp"

	configv1 "github.com/openshift/api/config/v1"
	"github.com/openshift/runtime-utils/pkg/registries"
)

// The patterns of the CRDs: a host with an optional port and path components. A source can be a wildcard.
const (
	label    = `[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?`
	location = label + `(?:\.` + label + `)*(?::[0-9]+)?(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*`
)

var (
	mirrorPattern = regexp.MustCompile(`^` + location + `$`)
	sourcePattern = regexp.MustCompile(`^(?:` + location + `|\*(?:\.` + label + `)+)$`)
)

type rule struct {
	source  string
	policy  configv1.MirrorSourcePolicy
	mirrors []string
}

// validate returns the first error that would stop the MCO.
func validate(in *input, blocked []string) error {
	for _, scope := range in.insecure() {
		if !registries.IsValidRegistriesConfScope(scope) {
			return fmt.Errorf("invalid entry for insecure registries %q", scope)
		}
	}
	for _, scope := range blocked {
		if !registries.IsValidRegistriesConfScope(scope) {
			return fmt.Errorf("invalid entry for blocked registries %q", scope)
		}
	}
	policies := map[string]configv1.MirrorSourcePolicy{}
	for _, rule := range in.rules() {
		if !sourcePattern.MatchString(rule.source) {
			return fmt.Errorf("invalid format for source %q", rule.source)
		}
		if known, seen := policies[rule.source]; seen && known != rule.policy {
			return fmt.Errorf("conflicting mirrorSourcePolicy is set for the same source %q in imagedigestmirrorsets, imagetagmirrorsets, or imagecontentsourcepolicies", rule.source)
		}
		policies[rule.source] = rule.policy
		for _, mirror := range rule.mirrors {
			if !mirrorPattern.MatchString(mirror) {
				return fmt.Errorf("invalid format for mirror %q", mirror)
			}
			if rule.policy == configv1.NeverContactSource && mirror == rule.source {
				return fmt.Errorf("cannot set mirrorSourcePolicy: NeverContactSource if the source %q is one of the mirrors", rule.source)
			}
		}
	}
	return nil
}

// rules returns the entries of all objects in the order of validation. An unset policy has its default.
func (in *input) rules() []rule {
	var all []rule
	for _, set := range in.DigestSets {
		for _, entry := range set.Spec.ImageDigestMirrors {
			all = append(all, newRule(entry.Source, entry.MirrorSourcePolicy, entry.Mirrors))
		}
	}
	for _, set := range in.Policies {
		for _, entry := range set.Spec.RepositoryDigestMirrors {
			all = append(all, newRule(entry.Source, "", entry.Mirrors))
		}
	}
	for _, set := range in.TagSets {
		for _, entry := range set.Spec.ImageTagMirrors {
			all = append(all, newRule(entry.Source, entry.MirrorSourcePolicy, entry.Mirrors))
		}
	}
	return all
}

func newRule[M ~string](source string, policy configv1.MirrorSourcePolicy, mirrors []M) rule {
	if policy == "" {
		policy = configv1.AllowContactingSource
	}
	made := rule{source: source, policy: policy}
	for _, mirror := range mirrors {
		made.mirrors = append(made.mirrors, string(mirror))
	}
	return made
}
