// Written by `npm run generate`; edit the sources instead.
// @ts-nocheck
import type { CompiledValidator } from './compiled-validator.ts';

export const policy: CompiledValidator = validate21;
const schema6 = {"$schema":"http://json-schema.org/draft-07/schema#","title":"mirrorguard policy","definitions":{"level":{"enum":["deny","warn","audit","off",false]},"setting":{"if":{"type":"object"},"then":{"type":"object","additionalProperties":false,"properties":{"level":{"$ref":"#/definitions/level"}}},"else":{"$ref":"#/definitions/level"}}},"type":"object","additionalProperties":false,"properties":{"apiVersion":{"const":"mirrorguard.io/v1"},"kind":{"const":"Policy"},"preset":{"enum":["recommended","strict","advisory"],"default":"recommended"},"rules":{"type":"object","propertyNames":{"enum":["no-bare-host-mirror","no-blocked-mirror","no-broad-source","no-change-in-hosted-cluster","no-clash-inside-wildcard-source","no-clashing-payload-blocks","no-conflicting-mirror-order","no-conflicting-policy-in-object","no-conflicting-source-policy","no-default-port-source","no-denied-mirror","no-different-pulls-on-windows","no-duplicate-mirror","no-duplicate-object","no-icsp-beside-mirror-sets","no-icsp-upgrade-trap","no-ignored-registry-lists","no-image-config-deletion","no-image-content-policy","no-index-docker-io-mirror","no-insecure-mirror","no-insecure-port-mismatch","no-ipv6-address","no-malformed-wildcard-source","no-managed-registry-source","no-mirror-inside-source","no-mirror-set-before-4-13","no-mirrors-hidden-from-hosted-clusters","no-mirrors-of-broader-source","no-namespace-or-status","no-never-contact-bypass","no-never-contact-for-imports","no-never-contact-gap","no-never-contacted-mirror","no-operator-stop-after-upgrade","no-overlong-mirror","no-oversized-object","no-oversized-registries-conf","no-payload-only-policy","no-placeholder","no-policy-without-mirrors","no-port-spanning-source","no-protected-source","no-reserved-name","no-scheme","no-shadowed-mirrors","no-shallow-docker-io-mirror","no-shallow-docker-io-source","no-short-name-source","no-single-label-mirror","no-source-among-mirrors","no-source-contacted-early","no-source-in-blocked-registry","no-source-overridden-by-machine-config","no-stopped-operator","no-surrounding-whitespace","no-tag-mirror-for-payload","no-tag-or-digest","no-trailing-slash","no-unknown-field","no-unloadable-registries-conf","no-unmatchable-source","no-unmirrored-payload","no-unreachable-payload","no-uppercase-path","no-uppercase-source-host","no-wildcard-mirror","no-wildcard-path-collision","no-wildcard-source-before-4-16","no-wildcard-source-for-imports","prefer-direct-mirrors","prefer-files-for-oc","prefer-image-digest-mirror-set","prefer-inherited-mirrors","prefer-next-payload-mirror","prefer-one-entry-for-pull-through","prefer-one-list-per-source","prefer-removing-replaced-icsp","prefer-single-entry","prefer-stable-mirror-order","require-allowed-catalog","require-allowed-mirror","require-allowed-source","require-contactable-source","require-entries","require-installer-location","require-known-kind","require-listed-mirror","require-matching-api-version","require-mirror-credentials","require-mirrors","require-mirrors-for-both-pulls","require-mirrors-for-whole-payload","require-signature-acknowledgement","require-signatures-at-mirrors","require-source-policy","require-tag-mirrors-for-catalog","require-usable-port","require-valid-location","require-valid-name","require-valid-registry-lists","require-valid-structure","rollout-blocked","rollout-drain","rollout-no-effect","rollout-paused-pool","rollout-payload-blocked","rollout-payload-unblocked","rollout-pulls-taken-over","rollout-reload"]},"properties":{"no-denied-mirror":{"if":{"type":"object"},"then":{"type":"object","additionalProperties":false,"properties":{"level":{"$ref":"#/definitions/level"},"options":{"type":"object","additionalProperties":false,"properties":{"denied":{"type":"array","items":{"type":"string"},"minItems":1}},"required":["denied"]}}},"else":{"$ref":"#/definitions/level"}},"no-managed-registry-source":{"if":{"type":"object"},"then":{"type":"object","additionalProperties":false,"properties":{"level":{"$ref":"#/definitions/level"},"options":{"type":"object","additionalProperties":false,"properties":{"platform":{"enum":["detect","managed"],"default":"detect"}}}}},"else":{"$ref":"#/definitions/level"}},"no-protected-source":{"if":{"type":"object"},"then":{"type":"object","additionalProperties":false,"properties":{"level":{"$ref":"#/definitions/level"},"options":{"type":"object","additionalProperties":false,"properties":{"sources":{"type":"array","items":{"type":"string"},"minItems":1}},"required":["sources"]}}},"else":{"$ref":"#/definitions/level"}},"require-allowed-mirror":{"if":{"type":"object"},"then":{"type":"object","additionalProperties":false,"properties":{"level":{"$ref":"#/definitions/level"},"options":{"type":"object","additionalProperties":false,"properties":{"allowed":{"type":"array","items":{"type":"string"},"minItems":1}},"required":["allowed"]}}},"else":{"$ref":"#/definitions/level"}},"require-contactable-source":{"if":{"type":"object"},"then":{"type":"object","additionalProperties":false,"properties":{"level":{"$ref":"#/definitions/level"},"options":{"type":"object","additionalProperties":false,"properties":{"sources":{"type":"array","items":{"type":"string"},"minItems":1}},"required":["sources"]}}},"else":{"$ref":"#/definitions/level"}},"require-listed-mirror":{"if":{"type":"object"},"then":{"type":"object","additionalProperties":false,"properties":{"level":{"$ref":"#/definitions/level"},"options":{"type":"object","additionalProperties":false,"properties":{"required":{"type":"array","items":{"type":"object","additionalProperties":false,"properties":{"source":{"type":"string"},"mirrors":{"type":"array","items":{"type":"string"},"minItems":1}},"required":["source","mirrors"]},"minItems":1}},"required":["required"]}}},"else":{"$ref":"#/definitions/level"}},"require-source-policy":{"if":{"type":"object"},"then":{"type":"object","additionalProperties":false,"properties":{"level":{"$ref":"#/definitions/level"},"options":{"type":"object","additionalProperties":false,"properties":{"required":{"type":"array","items":{"type":"object","additionalProperties":false,"properties":{"source":{"type":"string"},"policy":{"enum":["NeverContactSource","AllowContactingSource"]}},"required":["source","policy"]},"minItems":1}},"required":["required"]}}},"else":{"$ref":"#/definitions/level"}}},"additionalProperties":{"$ref":"#/definitions/setting"}},"onNotEvaluated":{"enum":["deny","warn","audit"]},"onRuleError":{"enum":["deny","warn","audit"]},"onDeadline":{"enum":["deny","warn"]},"onInternalError":{"enum":["deny","warn"]},"mutations":{"type":"object","additionalProperties":false,"properties":{"remove-duplicate-icsp-mirror":{"enum":["on","off",true,false]},"remove-duplicate-mirror":{"enum":["on","off",true,false]},"remove-final-source":{"enum":["on","off",true,false]},"remove-https":{"enum":["on","off",true,false]},"remove-namespace":{"enum":["on","off",true,false]},"remove-status":{"enum":["on","off",true,false]},"remove-trailing-slash":{"enum":["on","off",true,false]},"trim-whitespace":{"enum":["on","off",true,false]}}},"exemptions":{"type":"array","items":{"type":"object","additionalProperties":false,"properties":{"name":{"type":"string","pattern":"\\S"},"reason":{"type":"string","pattern":"\\S"},"ticket":{"type":"string","pattern":"\\S"},"expires":{"type":"string","pattern":"\\S"},"rules":{"type":"array","items":{"enum":["no-bare-host-mirror","no-blocked-mirror","no-broad-source","no-change-in-hosted-cluster","no-clash-inside-wildcard-source","no-clashing-payload-blocks","no-conflicting-mirror-order","no-conflicting-policy-in-object","no-conflicting-source-policy","no-default-port-source","no-denied-mirror","no-different-pulls-on-windows","no-duplicate-mirror","no-duplicate-object","no-icsp-beside-mirror-sets","no-icsp-upgrade-trap","no-ignored-registry-lists","no-image-config-deletion","no-image-content-policy","no-index-docker-io-mirror","no-insecure-mirror","no-insecure-port-mismatch","no-ipv6-address","no-malformed-wildcard-source","no-managed-registry-source","no-mirror-inside-source","no-mirror-set-before-4-13","no-mirrors-hidden-from-hosted-clusters","no-mirrors-of-broader-source","no-namespace-or-status","no-never-contact-bypass","no-never-contact-for-imports","no-never-contact-gap","no-never-contacted-mirror","no-operator-stop-after-upgrade","no-overlong-mirror","no-oversized-object","no-oversized-registries-conf","no-payload-only-policy","no-placeholder","no-policy-without-mirrors","no-port-spanning-source","no-protected-source","no-reserved-name","no-scheme","no-shadowed-mirrors","no-shallow-docker-io-mirror","no-shallow-docker-io-source","no-short-name-source","no-single-label-mirror","no-source-among-mirrors","no-source-contacted-early","no-source-in-blocked-registry","no-source-overridden-by-machine-config","no-stopped-operator","no-surrounding-whitespace","no-tag-mirror-for-payload","no-tag-or-digest","no-trailing-slash","no-unknown-field","no-unloadable-registries-conf","no-unmatchable-source","no-unmirrored-payload","no-unreachable-payload","no-uppercase-path","no-uppercase-source-host","no-wildcard-mirror","no-wildcard-path-collision","no-wildcard-source-before-4-16","no-wildcard-source-for-imports","prefer-direct-mirrors","prefer-files-for-oc","prefer-image-digest-mirror-set","prefer-inherited-mirrors","prefer-next-payload-mirror","prefer-one-entry-for-pull-through","prefer-one-list-per-source","prefer-removing-replaced-icsp","prefer-single-entry","prefer-stable-mirror-order","require-allowed-catalog","require-allowed-mirror","require-allowed-source","require-contactable-source","require-entries","require-installer-location","require-known-kind","require-listed-mirror","require-matching-api-version","require-mirror-credentials","require-mirrors","require-mirrors-for-both-pulls","require-mirrors-for-whole-payload","require-signature-acknowledgement","require-signatures-at-mirrors","require-source-policy","require-tag-mirrors-for-catalog","require-usable-port","require-valid-location","require-valid-name","require-valid-registry-lists","require-valid-structure","rollout-blocked","rollout-drain","rollout-no-effect","rollout-paused-pool","rollout-payload-blocked","rollout-payload-unblocked","rollout-pulls-taken-over","rollout-reload","*"]},"minItems":1},"users":{"type":"array","items":{"type":"string","pattern":"\\S"},"minItems":1},"groups":{"type":"array","items":{"type":"string","pattern":"\\S"},"minItems":1},"serviceAccounts":{"type":"array","items":{"type":"string","pattern":"^[^/]+/[^/]+$"},"minItems":1},"kinds":{"type":"array","items":{"enum":["ImageDigestMirrorSet","ImageTagMirrorSet","ImageContentSourcePolicy","Image"]},"minItems":1},"names":{"type":"array","items":{"type":"string","pattern":"\\S"},"minItems":1},"labels":{"type":"object","additionalProperties":{"type":"string"},"minProperties":1},"sources":{"type":"array","items":{"type":"string"},"minItems":1}},"required":["name","reason","rules"]}},"breakGlass":{"type":"object","additionalProperties":false,"properties":{"users":{"type":"array","items":{"type":"string","pattern":"\\S"},"minItems":1},"groups":{"type":"array","items":{"type":"string","pattern":"\\S"},"minItems":1},"serviceAccounts":{"type":"array","items":{"type":"string","pattern":"^[^/]+/[^/]+$"},"minItems":1}},"minProperties":1}},"$id":"policy"};
const func2 = Object.prototype.hasOwnProperty;
const schema7 = {"if":{"type":"object"},"then":{"type":"object","additionalProperties":false,"properties":{"level":{"$ref":"#/definitions/level"}}},"else":{"$ref":"#/definitions/level"}};
const schema8 = {"enum":["deny","warn","audit","off",false]};

function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!(((((data === "deny") || (data === "warn")) || (data === "audit")) || (data === "off")) || (data === false))){
const err0 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema8.enum}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate23.errors = vErrors;
return errors === 0;
}


function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = true;
const _errs1 = errors;
if(!(data && typeof data == "object" && !Array.isArray(data))){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs1 === errors;
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(key0 === "level")){
const err1 = {instancePath,schemaPath:"#/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.level !== undefined){
if(!(validate23(data.level, {instancePath:instancePath+"/level",parentData:data,parentDataProperty:"level",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/then/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var _valid0 = _errs3 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs7 = errors;
if(!(validate23(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
var _valid0 = _errs7 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err3 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
validate22.errors = vErrors;
return errors === 0;
}

const pattern0 = new RegExp("\\S", "u");
const pattern6 = new RegExp("^[^/]+/[^/]+$", "u");

function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="policy" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func2.call(schema6.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.apiVersion !== undefined){
if("mirrorguard.io/v1" !== data.apiVersion){
const err1 = {instancePath:instancePath+"/apiVersion",schemaPath:"#/properties/apiVersion/const",keyword:"const",params:{allowedValue: "mirrorguard.io/v1"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.kind !== undefined){
if("Policy" !== data.kind){
const err2 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue: "Policy"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.preset !== undefined){
let data2 = data.preset;
if(!(((data2 === "recommended") || (data2 === "strict")) || (data2 === "advisory"))){
const err3 = {instancePath:instancePath+"/preset",schemaPath:"#/properties/preset/enum",keyword:"enum",params:{allowedValues: schema6.properties.preset.enum}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.rules !== undefined){
let data3 = data.rules;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key1 in data3){
const _errs7 = errors;
if(!((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((key1 === "no-bare-host-mirror") || (key1 === "no-blocked-mirror")) || (key1 === "no-broad-source")) || (key1 === "no-change-in-hosted-cluster")) || (key1 === "no-clash-inside-wildcard-source")) || (key1 === "no-clashing-payload-blocks")) || (key1 === "no-conflicting-mirror-order")) || (key1 === "no-conflicting-policy-in-object")) || (key1 === "no-conflicting-source-policy")) || (key1 === "no-default-port-source")) || (key1 === "no-denied-mirror")) || (key1 === "no-different-pulls-on-windows")) || (key1 === "no-duplicate-mirror")) || (key1 === "no-duplicate-object")) || (key1 === "no-icsp-beside-mirror-sets")) || (key1 === "no-icsp-upgrade-trap")) || (key1 === "no-ignored-registry-lists")) || (key1 === "no-image-config-deletion")) || (key1 === "no-image-content-policy")) || (key1 === "no-index-docker-io-mirror")) || (key1 === "no-insecure-mirror")) || (key1 === "no-insecure-port-mismatch")) || (key1 === "no-ipv6-address")) || (key1 === "no-malformed-wildcard-source")) || (key1 === "no-managed-registry-source")) || (key1 === "no-mirror-inside-source")) || (key1 === "no-mirror-set-before-4-13")) || (key1 === "no-mirrors-hidden-from-hosted-clusters")) || (key1 === "no-mirrors-of-broader-source")) || (key1 === "no-namespace-or-status")) || (key1 === "no-never-contact-bypass")) || (key1 === "no-never-contact-for-imports")) || (key1 === "no-never-contact-gap")) || (key1 === "no-never-contacted-mirror")) || (key1 === "no-operator-stop-after-upgrade")) || (key1 === "no-overlong-mirror")) || (key1 === "no-oversized-object")) || (key1 === "no-oversized-registries-conf")) || (key1 === "no-payload-only-policy")) || (key1 === "no-placeholder")) || (key1 === "no-policy-without-mirrors")) || (key1 === "no-port-spanning-source")) || (key1 === "no-protected-source")) || (key1 === "no-reserved-name")) || (key1 === "no-scheme")) || (key1 === "no-shadowed-mirrors")) || (key1 === "no-shallow-docker-io-mirror")) || (key1 === "no-shallow-docker-io-source")) || (key1 === "no-short-name-source")) || (key1 === "no-single-label-mirror")) || (key1 === "no-source-among-mirrors")) || (key1 === "no-source-contacted-early")) || (key1 === "no-source-in-blocked-registry")) || (key1 === "no-source-overridden-by-machine-config")) || (key1 === "no-stopped-operator")) || (key1 === "no-surrounding-whitespace")) || (key1 === "no-tag-mirror-for-payload")) || (key1 === "no-tag-or-digest")) || (key1 === "no-trailing-slash")) || (key1 === "no-unknown-field")) || (key1 === "no-unloadable-registries-conf")) || (key1 === "no-unmatchable-source")) || (key1 === "no-unmirrored-payload")) || (key1 === "no-unreachable-payload")) || (key1 === "no-uppercase-path")) || (key1 === "no-uppercase-source-host")) || (key1 === "no-wildcard-mirror")) || (key1 === "no-wildcard-path-collision")) || (key1 === "no-wildcard-source-before-4-16")) || (key1 === "no-wildcard-source-for-imports")) || (key1 === "prefer-direct-mirrors")) || (key1 === "prefer-files-for-oc")) || (key1 === "prefer-image-digest-mirror-set")) || (key1 === "prefer-inherited-mirrors")) || (key1 === "prefer-next-payload-mirror")) || (key1 === "prefer-one-entry-for-pull-through")) || (key1 === "prefer-one-list-per-source")) || (key1 === "prefer-removing-replaced-icsp")) || (key1 === "prefer-single-entry")) || (key1 === "prefer-stable-mirror-order")) || (key1 === "require-allowed-catalog")) || (key1 === "require-allowed-mirror")) || (key1 === "require-allowed-source")) || (key1 === "require-contactable-source")) || (key1 === "require-entries")) || (key1 === "require-installer-location")) || (key1 === "require-known-kind")) || (key1 === "require-listed-mirror")) || (key1 === "require-matching-api-version")) || (key1 === "require-mirror-credentials")) || (key1 === "require-mirrors")) || (key1 === "require-mirrors-for-both-pulls")) || (key1 === "require-mirrors-for-whole-payload")) || (key1 === "require-signature-acknowledgement")) || (key1 === "require-signatures-at-mirrors")) || (key1 === "require-source-policy")) || (key1 === "require-tag-mirrors-for-catalog")) || (key1 === "require-usable-port")) || (key1 === "require-valid-location")) || (key1 === "require-valid-name")) || (key1 === "require-valid-registry-lists")) || (key1 === "require-valid-structure")) || (key1 === "rollout-blocked")) || (key1 === "rollout-drain")) || (key1 === "rollout-no-effect")) || (key1 === "rollout-paused-pool")) || (key1 === "rollout-payload-blocked")) || (key1 === "rollout-payload-unblocked")) || (key1 === "rollout-pulls-taken-over")) || (key1 === "rollout-reload"))){
const err4 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/propertyNames/enum",keyword:"enum",params:{allowedValues: schema6.properties.rules.propertyNames.enum},propertyName:key1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
var valid1 = _errs7 === errors;
if(!valid1){
const err5 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/propertyNames",keyword:"propertyNames",params:{propertyName: key1}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
for(const key2 in data3){
if(!(((((((key2 === "no-denied-mirror") || (key2 === "no-managed-registry-source")) || (key2 === "no-protected-source")) || (key2 === "require-allowed-mirror")) || (key2 === "require-contactable-source")) || (key2 === "require-listed-mirror")) || (key2 === "require-source-policy"))){
if(!(validate22(data3[key2], {instancePath:instancePath+"/rules/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data3,parentDataProperty:key2,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
}
}
if(data3["no-denied-mirror"] !== undefined){
let data5 = data3["no-denied-mirror"];
const _errs11 = errors;
let valid4 = true;
const _errs12 = errors;
if(!(data5 && typeof data5 == "object" && !Array.isArray(data5))){
const err6 = {};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
var _valid0 = _errs12 === errors;
errors = _errs11;
if(vErrors !== null){
if(_errs11){
vErrors.length = _errs11;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs14 = errors;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key3 in data5){
if(!((key3 === "level") || (key3 === "options"))){
const err7 = {instancePath:instancePath+"/rules/no-denied-mirror",schemaPath:"#/properties/rules/properties/no-denied-mirror/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data5.level !== undefined){
if(!(validate23(data5.level, {instancePath:instancePath+"/rules/no-denied-mirror/level",parentData:data5,parentDataProperty:"level",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
if(data5.options !== undefined){
let data7 = data5.options;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.denied === undefined){
const err8 = {instancePath:instancePath+"/rules/no-denied-mirror/options",schemaPath:"#/properties/rules/properties/no-denied-mirror/then/properties/options/required",keyword:"required",params:{missingProperty: "denied"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
for(const key4 in data7){
if(!(key4 === "denied")){
const err9 = {instancePath:instancePath+"/rules/no-denied-mirror/options",schemaPath:"#/properties/rules/properties/no-denied-mirror/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data7.denied !== undefined){
let data8 = data7.denied;
if(Array.isArray(data8)){
if(data8.length < 1){
const err10 = {instancePath:instancePath+"/rules/no-denied-mirror/options/denied",schemaPath:"#/properties/rules/properties/no-denied-mirror/then/properties/options/properties/denied/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
const len0 = data8.length;
for(let i0=0; i0<len0; i0++){
if(typeof data8[i0] !== "string"){
const err11 = {instancePath:instancePath+"/rules/no-denied-mirror/options/denied/" + i0,schemaPath:"#/properties/rules/properties/no-denied-mirror/then/properties/options/properties/denied/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/rules/no-denied-mirror/options/denied",schemaPath:"#/properties/rules/properties/no-denied-mirror/then/properties/options/properties/denied/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath:instancePath+"/rules/no-denied-mirror/options",schemaPath:"#/properties/rules/properties/no-denied-mirror/then/properties/options/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/rules/no-denied-mirror",schemaPath:"#/properties/rules/properties/no-denied-mirror/then/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
var _valid0 = _errs14 === errors;
valid4 = _valid0;
ifClause0 = "then";
}
else {
const _errs25 = errors;
if(!(validate23(data5, {instancePath:instancePath+"/rules/no-denied-mirror",parentData:data3,parentDataProperty:"no-denied-mirror",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
var _valid0 = _errs25 === errors;
valid4 = _valid0;
ifClause0 = "else";
}
if(!valid4){
const err15 = {instancePath:instancePath+"/rules/no-denied-mirror",schemaPath:"#/properties/rules/properties/no-denied-mirror/if",keyword:"if",params:{failingKeyword: ifClause0}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data3["no-managed-registry-source"] !== undefined){
let data10 = data3["no-managed-registry-source"];
const _errs27 = errors;
let valid9 = true;
const _errs28 = errors;
if(!(data10 && typeof data10 == "object" && !Array.isArray(data10))){
const err16 = {};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
var _valid1 = _errs28 === errors;
errors = _errs27;
if(vErrors !== null){
if(_errs27){
vErrors.length = _errs27;
}
else {
vErrors = null;
}
}
let ifClause1;
if(_valid1){
const _errs30 = errors;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
for(const key5 in data10){
if(!((key5 === "level") || (key5 === "options"))){
const err17 = {instancePath:instancePath+"/rules/no-managed-registry-source",schemaPath:"#/properties/rules/properties/no-managed-registry-source/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data10.level !== undefined){
if(!(validate23(data10.level, {instancePath:instancePath+"/rules/no-managed-registry-source/level",parentData:data10,parentDataProperty:"level",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
if(data10.options !== undefined){
let data12 = data10.options;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key6 in data12){
if(!(key6 === "platform")){
const err18 = {instancePath:instancePath+"/rules/no-managed-registry-source/options",schemaPath:"#/properties/rules/properties/no-managed-registry-source/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data12.platform !== undefined){
let data13 = data12.platform;
if(!((data13 === "detect") || (data13 === "managed"))){
const err19 = {instancePath:instancePath+"/rules/no-managed-registry-source/options/platform",schemaPath:"#/properties/rules/properties/no-managed-registry-source/then/properties/options/properties/platform/enum",keyword:"enum",params:{allowedValues: schema6.properties.rules.properties["no-managed-registry-source"].then.properties.options.properties.platform.enum}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/rules/no-managed-registry-source/options",schemaPath:"#/properties/rules/properties/no-managed-registry-source/then/properties/options/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath:instancePath+"/rules/no-managed-registry-source",schemaPath:"#/properties/rules/properties/no-managed-registry-source/then/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
var _valid1 = _errs30 === errors;
valid9 = _valid1;
ifClause1 = "then";
}
else {
const _errs38 = errors;
if(!(validate23(data10, {instancePath:instancePath+"/rules/no-managed-registry-source",parentData:data3,parentDataProperty:"no-managed-registry-source",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
var _valid1 = _errs38 === errors;
valid9 = _valid1;
ifClause1 = "else";
}
if(!valid9){
const err22 = {instancePath:instancePath+"/rules/no-managed-registry-source",schemaPath:"#/properties/rules/properties/no-managed-registry-source/if",keyword:"if",params:{failingKeyword: ifClause1}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data3["no-protected-source"] !== undefined){
let data14 = data3["no-protected-source"];
const _errs40 = errors;
let valid12 = true;
const _errs41 = errors;
if(!(data14 && typeof data14 == "object" && !Array.isArray(data14))){
const err23 = {};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
var _valid2 = _errs41 === errors;
errors = _errs40;
if(vErrors !== null){
if(_errs40){
vErrors.length = _errs40;
}
else {
vErrors = null;
}
}
let ifClause2;
if(_valid2){
const _errs43 = errors;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
for(const key7 in data14){
if(!((key7 === "level") || (key7 === "options"))){
const err24 = {instancePath:instancePath+"/rules/no-protected-source",schemaPath:"#/properties/rules/properties/no-protected-source/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data14.level !== undefined){
if(!(validate23(data14.level, {instancePath:instancePath+"/rules/no-protected-source/level",parentData:data14,parentDataProperty:"level",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
if(data14.options !== undefined){
let data16 = data14.options;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.sources === undefined){
const err25 = {instancePath:instancePath+"/rules/no-protected-source/options",schemaPath:"#/properties/rules/properties/no-protected-source/then/properties/options/required",keyword:"required",params:{missingProperty: "sources"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
for(const key8 in data16){
if(!(key8 === "sources")){
const err26 = {instancePath:instancePath+"/rules/no-protected-source/options",schemaPath:"#/properties/rules/properties/no-protected-source/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data16.sources !== undefined){
let data17 = data16.sources;
if(Array.isArray(data17)){
if(data17.length < 1){
const err27 = {instancePath:instancePath+"/rules/no-protected-source/options/sources",schemaPath:"#/properties/rules/properties/no-protected-source/then/properties/options/properties/sources/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
const len1 = data17.length;
for(let i1=0; i1<len1; i1++){
if(typeof data17[i1] !== "string"){
const err28 = {instancePath:instancePath+"/rules/no-protected-source/options/sources/" + i1,schemaPath:"#/properties/rules/properties/no-protected-source/then/properties/options/properties/sources/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/rules/no-protected-source/options/sources",schemaPath:"#/properties/rules/properties/no-protected-source/then/properties/options/properties/sources/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
else {
const err30 = {instancePath:instancePath+"/rules/no-protected-source/options",schemaPath:"#/properties/rules/properties/no-protected-source/then/properties/options/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
else {
const err31 = {instancePath:instancePath+"/rules/no-protected-source",schemaPath:"#/properties/rules/properties/no-protected-source/then/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
var _valid2 = _errs43 === errors;
valid12 = _valid2;
ifClause2 = "then";
}
else {
const _errs54 = errors;
if(!(validate23(data14, {instancePath:instancePath+"/rules/no-protected-source",parentData:data3,parentDataProperty:"no-protected-source",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
var _valid2 = _errs54 === errors;
valid12 = _valid2;
ifClause2 = "else";
}
if(!valid12){
const err32 = {instancePath:instancePath+"/rules/no-protected-source",schemaPath:"#/properties/rules/properties/no-protected-source/if",keyword:"if",params:{failingKeyword: ifClause2}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data3["require-allowed-mirror"] !== undefined){
let data19 = data3["require-allowed-mirror"];
const _errs56 = errors;
let valid17 = true;
const _errs57 = errors;
if(!(data19 && typeof data19 == "object" && !Array.isArray(data19))){
const err33 = {};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
var _valid3 = _errs57 === errors;
errors = _errs56;
if(vErrors !== null){
if(_errs56){
vErrors.length = _errs56;
}
else {
vErrors = null;
}
}
let ifClause3;
if(_valid3){
const _errs59 = errors;
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
for(const key9 in data19){
if(!((key9 === "level") || (key9 === "options"))){
const err34 = {instancePath:instancePath+"/rules/require-allowed-mirror",schemaPath:"#/properties/rules/properties/require-allowed-mirror/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data19.level !== undefined){
if(!(validate23(data19.level, {instancePath:instancePath+"/rules/require-allowed-mirror/level",parentData:data19,parentDataProperty:"level",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
if(data19.options !== undefined){
let data21 = data19.options;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
if(data21.allowed === undefined){
const err35 = {instancePath:instancePath+"/rules/require-allowed-mirror/options",schemaPath:"#/properties/rules/properties/require-allowed-mirror/then/properties/options/required",keyword:"required",params:{missingProperty: "allowed"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
for(const key10 in data21){
if(!(key10 === "allowed")){
const err36 = {instancePath:instancePath+"/rules/require-allowed-mirror/options",schemaPath:"#/properties/rules/properties/require-allowed-mirror/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data21.allowed !== undefined){
let data22 = data21.allowed;
if(Array.isArray(data22)){
if(data22.length < 1){
const err37 = {instancePath:instancePath+"/rules/require-allowed-mirror/options/allowed",schemaPath:"#/properties/rules/properties/require-allowed-mirror/then/properties/options/properties/allowed/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
const len2 = data22.length;
for(let i2=0; i2<len2; i2++){
if(typeof data22[i2] !== "string"){
const err38 = {instancePath:instancePath+"/rules/require-allowed-mirror/options/allowed/" + i2,schemaPath:"#/properties/rules/properties/require-allowed-mirror/then/properties/options/properties/allowed/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
}
else {
const err39 = {instancePath:instancePath+"/rules/require-allowed-mirror/options/allowed",schemaPath:"#/properties/rules/properties/require-allowed-mirror/then/properties/options/properties/allowed/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
else {
const err40 = {instancePath:instancePath+"/rules/require-allowed-mirror/options",schemaPath:"#/properties/rules/properties/require-allowed-mirror/then/properties/options/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
else {
const err41 = {instancePath:instancePath+"/rules/require-allowed-mirror",schemaPath:"#/properties/rules/properties/require-allowed-mirror/then/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
var _valid3 = _errs59 === errors;
valid17 = _valid3;
ifClause3 = "then";
}
else {
const _errs70 = errors;
if(!(validate23(data19, {instancePath:instancePath+"/rules/require-allowed-mirror",parentData:data3,parentDataProperty:"require-allowed-mirror",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
var _valid3 = _errs70 === errors;
valid17 = _valid3;
ifClause3 = "else";
}
if(!valid17){
const err42 = {instancePath:instancePath+"/rules/require-allowed-mirror",schemaPath:"#/properties/rules/properties/require-allowed-mirror/if",keyword:"if",params:{failingKeyword: ifClause3}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data3["require-contactable-source"] !== undefined){
let data24 = data3["require-contactable-source"];
const _errs72 = errors;
let valid22 = true;
const _errs73 = errors;
if(!(data24 && typeof data24 == "object" && !Array.isArray(data24))){
const err43 = {};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
var _valid4 = _errs73 === errors;
errors = _errs72;
if(vErrors !== null){
if(_errs72){
vErrors.length = _errs72;
}
else {
vErrors = null;
}
}
let ifClause4;
if(_valid4){
const _errs75 = errors;
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
for(const key11 in data24){
if(!((key11 === "level") || (key11 === "options"))){
const err44 = {instancePath:instancePath+"/rules/require-contactable-source",schemaPath:"#/properties/rules/properties/require-contactable-source/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data24.level !== undefined){
if(!(validate23(data24.level, {instancePath:instancePath+"/rules/require-contactable-source/level",parentData:data24,parentDataProperty:"level",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
if(data24.options !== undefined){
let data26 = data24.options;
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
if(data26.sources === undefined){
const err45 = {instancePath:instancePath+"/rules/require-contactable-source/options",schemaPath:"#/properties/rules/properties/require-contactable-source/then/properties/options/required",keyword:"required",params:{missingProperty: "sources"}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
for(const key12 in data26){
if(!(key12 === "sources")){
const err46 = {instancePath:instancePath+"/rules/require-contactable-source/options",schemaPath:"#/properties/rules/properties/require-contactable-source/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data26.sources !== undefined){
let data27 = data26.sources;
if(Array.isArray(data27)){
if(data27.length < 1){
const err47 = {instancePath:instancePath+"/rules/require-contactable-source/options/sources",schemaPath:"#/properties/rules/properties/require-contactable-source/then/properties/options/properties/sources/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
const len3 = data27.length;
for(let i3=0; i3<len3; i3++){
if(typeof data27[i3] !== "string"){
const err48 = {instancePath:instancePath+"/rules/require-contactable-source/options/sources/" + i3,schemaPath:"#/properties/rules/properties/require-contactable-source/then/properties/options/properties/sources/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
else {
const err49 = {instancePath:instancePath+"/rules/require-contactable-source/options/sources",schemaPath:"#/properties/rules/properties/require-contactable-source/then/properties/options/properties/sources/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
else {
const err50 = {instancePath:instancePath+"/rules/require-contactable-source/options",schemaPath:"#/properties/rules/properties/require-contactable-source/then/properties/options/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
else {
const err51 = {instancePath:instancePath+"/rules/require-contactable-source",schemaPath:"#/properties/rules/properties/require-contactable-source/then/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
var _valid4 = _errs75 === errors;
valid22 = _valid4;
ifClause4 = "then";
}
else {
const _errs86 = errors;
if(!(validate23(data24, {instancePath:instancePath+"/rules/require-contactable-source",parentData:data3,parentDataProperty:"require-contactable-source",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
var _valid4 = _errs86 === errors;
valid22 = _valid4;
ifClause4 = "else";
}
if(!valid22){
const err52 = {instancePath:instancePath+"/rules/require-contactable-source",schemaPath:"#/properties/rules/properties/require-contactable-source/if",keyword:"if",params:{failingKeyword: ifClause4}};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data3["require-listed-mirror"] !== undefined){
let data29 = data3["require-listed-mirror"];
const _errs88 = errors;
let valid27 = true;
const _errs89 = errors;
if(!(data29 && typeof data29 == "object" && !Array.isArray(data29))){
const err53 = {};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
var _valid5 = _errs89 === errors;
errors = _errs88;
if(vErrors !== null){
if(_errs88){
vErrors.length = _errs88;
}
else {
vErrors = null;
}
}
let ifClause5;
if(_valid5){
const _errs91 = errors;
if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
for(const key13 in data29){
if(!((key13 === "level") || (key13 === "options"))){
const err54 = {instancePath:instancePath+"/rules/require-listed-mirror",schemaPath:"#/properties/rules/properties/require-listed-mirror/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13}};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data29.level !== undefined){
if(!(validate23(data29.level, {instancePath:instancePath+"/rules/require-listed-mirror/level",parentData:data29,parentDataProperty:"level",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
if(data29.options !== undefined){
let data31 = data29.options;
if(data31 && typeof data31 == "object" && !Array.isArray(data31)){
if(data31.required === undefined){
const err55 = {instancePath:instancePath+"/rules/require-listed-mirror/options",schemaPath:"#/properties/rules/properties/require-listed-mirror/then/properties/options/required",keyword:"required",params:{missingProperty: "required"}};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
for(const key14 in data31){
if(!(key14 === "required")){
const err56 = {instancePath:instancePath+"/rules/require-listed-mirror/options",schemaPath:"#/properties/rules/properties/require-listed-mirror/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key14}};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data31.required !== undefined){
let data32 = data31.required;
if(Array.isArray(data32)){
if(data32.length < 1){
const err57 = {instancePath:instancePath+"/rules/require-listed-mirror/options/required",schemaPath:"#/properties/rules/properties/require-listed-mirror/then/properties/options/properties/required/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
const len4 = data32.length;
for(let i4=0; i4<len4; i4++){
let data33 = data32[i4];
if(data33 && typeof data33 == "object" && !Array.isArray(data33)){
if(data33.source === undefined){
const err58 = {instancePath:instancePath+"/rules/require-listed-mirror/options/required/" + i4,schemaPath:"#/properties/rules/properties/require-listed-mirror/then/properties/options/properties/required/items/required",keyword:"required",params:{missingProperty: "source"}};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if(data33.mirrors === undefined){
const err59 = {instancePath:instancePath+"/rules/require-listed-mirror/options/required/" + i4,schemaPath:"#/properties/rules/properties/require-listed-mirror/then/properties/options/properties/required/items/required",keyword:"required",params:{missingProperty: "mirrors"}};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
for(const key15 in data33){
if(!((key15 === "source") || (key15 === "mirrors"))){
const err60 = {instancePath:instancePath+"/rules/require-listed-mirror/options/required/" + i4,schemaPath:"#/properties/rules/properties/require-listed-mirror/then/properties/options/properties/required/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key15}};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data33.source !== undefined){
if(typeof data33.source !== "string"){
const err61 = {instancePath:instancePath+"/rules/require-listed-mirror/options/required/" + i4+"/source",schemaPath:"#/properties/rules/properties/require-listed-mirror/then/properties/options/properties/required/items/properties/source/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data33.mirrors !== undefined){
let data35 = data33.mirrors;
if(Array.isArray(data35)){
if(data35.length < 1){
const err62 = {instancePath:instancePath+"/rules/require-listed-mirror/options/required/" + i4+"/mirrors",schemaPath:"#/properties/rules/properties/require-listed-mirror/then/properties/options/properties/required/items/properties/mirrors/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
const len5 = data35.length;
for(let i5=0; i5<len5; i5++){
if(typeof data35[i5] !== "string"){
const err63 = {instancePath:instancePath+"/rules/require-listed-mirror/options/required/" + i4+"/mirrors/" + i5,schemaPath:"#/properties/rules/properties/require-listed-mirror/then/properties/options/properties/required/items/properties/mirrors/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
}
else {
const err64 = {instancePath:instancePath+"/rules/require-listed-mirror/options/required/" + i4+"/mirrors",schemaPath:"#/properties/rules/properties/require-listed-mirror/then/properties/options/properties/required/items/properties/mirrors/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
}
else {
const err65 = {instancePath:instancePath+"/rules/require-listed-mirror/options/required/" + i4,schemaPath:"#/properties/rules/properties/require-listed-mirror/then/properties/options/properties/required/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
}
else {
const err66 = {instancePath:instancePath+"/rules/require-listed-mirror/options/required",schemaPath:"#/properties/rules/properties/require-listed-mirror/then/properties/options/properties/required/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
}
else {
const err67 = {instancePath:instancePath+"/rules/require-listed-mirror/options",schemaPath:"#/properties/rules/properties/require-listed-mirror/then/properties/options/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
}
else {
const err68 = {instancePath:instancePath+"/rules/require-listed-mirror",schemaPath:"#/properties/rules/properties/require-listed-mirror/then/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
var _valid5 = _errs91 === errors;
valid27 = _valid5;
ifClause5 = "then";
}
else {
const _errs109 = errors;
if(!(validate23(data29, {instancePath:instancePath+"/rules/require-listed-mirror",parentData:data3,parentDataProperty:"require-listed-mirror",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
var _valid5 = _errs109 === errors;
valid27 = _valid5;
ifClause5 = "else";
}
if(!valid27){
const err69 = {instancePath:instancePath+"/rules/require-listed-mirror",schemaPath:"#/properties/rules/properties/require-listed-mirror/if",keyword:"if",params:{failingKeyword: ifClause5}};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data3["require-source-policy"] !== undefined){
let data37 = data3["require-source-policy"];
const _errs111 = errors;
let valid35 = true;
const _errs112 = errors;
if(!(data37 && typeof data37 == "object" && !Array.isArray(data37))){
const err70 = {};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
var _valid6 = _errs112 === errors;
errors = _errs111;
if(vErrors !== null){
if(_errs111){
vErrors.length = _errs111;
}
else {
vErrors = null;
}
}
let ifClause6;
if(_valid6){
const _errs114 = errors;
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
for(const key16 in data37){
if(!((key16 === "level") || (key16 === "options"))){
const err71 = {instancePath:instancePath+"/rules/require-source-policy",schemaPath:"#/properties/rules/properties/require-source-policy/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key16}};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data37.level !== undefined){
if(!(validate23(data37.level, {instancePath:instancePath+"/rules/require-source-policy/level",parentData:data37,parentDataProperty:"level",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
if(data37.options !== undefined){
let data39 = data37.options;
if(data39 && typeof data39 == "object" && !Array.isArray(data39)){
if(data39.required === undefined){
const err72 = {instancePath:instancePath+"/rules/require-source-policy/options",schemaPath:"#/properties/rules/properties/require-source-policy/then/properties/options/required",keyword:"required",params:{missingProperty: "required"}};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
for(const key17 in data39){
if(!(key17 === "required")){
const err73 = {instancePath:instancePath+"/rules/require-source-policy/options",schemaPath:"#/properties/rules/properties/require-source-policy/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key17}};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data39.required !== undefined){
let data40 = data39.required;
if(Array.isArray(data40)){
if(data40.length < 1){
const err74 = {instancePath:instancePath+"/rules/require-source-policy/options/required",schemaPath:"#/properties/rules/properties/require-source-policy/then/properties/options/properties/required/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
const len6 = data40.length;
for(let i6=0; i6<len6; i6++){
let data41 = data40[i6];
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
if(data41.source === undefined){
const err75 = {instancePath:instancePath+"/rules/require-source-policy/options/required/" + i6,schemaPath:"#/properties/rules/properties/require-source-policy/then/properties/options/properties/required/items/required",keyword:"required",params:{missingProperty: "source"}};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
if(data41.policy === undefined){
const err76 = {instancePath:instancePath+"/rules/require-source-policy/options/required/" + i6,schemaPath:"#/properties/rules/properties/require-source-policy/then/properties/options/properties/required/items/required",keyword:"required",params:{missingProperty: "policy"}};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
for(const key18 in data41){
if(!((key18 === "source") || (key18 === "policy"))){
const err77 = {instancePath:instancePath+"/rules/require-source-policy/options/required/" + i6,schemaPath:"#/properties/rules/properties/require-source-policy/then/properties/options/properties/required/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key18}};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data41.source !== undefined){
if(typeof data41.source !== "string"){
const err78 = {instancePath:instancePath+"/rules/require-source-policy/options/required/" + i6+"/source",schemaPath:"#/properties/rules/properties/require-source-policy/then/properties/options/properties/required/items/properties/source/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data41.policy !== undefined){
let data43 = data41.policy;
if(!((data43 === "NeverContactSource") || (data43 === "AllowContactingSource"))){
const err79 = {instancePath:instancePath+"/rules/require-source-policy/options/required/" + i6+"/policy",schemaPath:"#/properties/rules/properties/require-source-policy/then/properties/options/properties/required/items/properties/policy/enum",keyword:"enum",params:{allowedValues: schema6.properties.rules.properties["require-source-policy"].then.properties.options.properties.required.items.properties.policy.enum}};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
}
else {
const err80 = {instancePath:instancePath+"/rules/require-source-policy/options/required/" + i6,schemaPath:"#/properties/rules/properties/require-source-policy/then/properties/options/properties/required/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
}
else {
const err81 = {instancePath:instancePath+"/rules/require-source-policy/options/required",schemaPath:"#/properties/rules/properties/require-source-policy/then/properties/options/properties/required/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
}
else {
const err82 = {instancePath:instancePath+"/rules/require-source-policy/options",schemaPath:"#/properties/rules/properties/require-source-policy/then/properties/options/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
}
else {
const err83 = {instancePath:instancePath+"/rules/require-source-policy",schemaPath:"#/properties/rules/properties/require-source-policy/then/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
var _valid6 = _errs114 === errors;
valid35 = _valid6;
ifClause6 = "then";
}
else {
const _errs129 = errors;
if(!(validate23(data37, {instancePath:instancePath+"/rules/require-source-policy",parentData:data3,parentDataProperty:"require-source-policy",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
var _valid6 = _errs129 === errors;
valid35 = _valid6;
ifClause6 = "else";
}
if(!valid35){
const err84 = {instancePath:instancePath+"/rules/require-source-policy",schemaPath:"#/properties/rules/properties/require-source-policy/if",keyword:"if",params:{failingKeyword: ifClause6}};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
}
else {
const err85 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data.onNotEvaluated !== undefined){
let data44 = data.onNotEvaluated;
if(!(((data44 === "deny") || (data44 === "warn")) || (data44 === "audit"))){
const err86 = {instancePath:instancePath+"/onNotEvaluated",schemaPath:"#/properties/onNotEvaluated/enum",keyword:"enum",params:{allowedValues: schema6.properties.onNotEvaluated.enum}};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data.onRuleError !== undefined){
let data45 = data.onRuleError;
if(!(((data45 === "deny") || (data45 === "warn")) || (data45 === "audit"))){
const err87 = {instancePath:instancePath+"/onRuleError",schemaPath:"#/properties/onRuleError/enum",keyword:"enum",params:{allowedValues: schema6.properties.onRuleError.enum}};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
if(data.onDeadline !== undefined){
let data46 = data.onDeadline;
if(!((data46 === "deny") || (data46 === "warn"))){
const err88 = {instancePath:instancePath+"/onDeadline",schemaPath:"#/properties/onDeadline/enum",keyword:"enum",params:{allowedValues: schema6.properties.onDeadline.enum}};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
if(data.onInternalError !== undefined){
let data47 = data.onInternalError;
if(!((data47 === "deny") || (data47 === "warn"))){
const err89 = {instancePath:instancePath+"/onInternalError",schemaPath:"#/properties/onInternalError/enum",keyword:"enum",params:{allowedValues: schema6.properties.onInternalError.enum}};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(data.mutations !== undefined){
let data48 = data.mutations;
if(data48 && typeof data48 == "object" && !Array.isArray(data48)){
for(const key19 in data48){
if(!((((((((key19 === "remove-duplicate-icsp-mirror") || (key19 === "remove-duplicate-mirror")) || (key19 === "remove-final-source")) || (key19 === "remove-https")) || (key19 === "remove-namespace")) || (key19 === "remove-status")) || (key19 === "remove-trailing-slash")) || (key19 === "trim-whitespace"))){
const err90 = {instancePath:instancePath+"/mutations",schemaPath:"#/properties/mutations/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key19}};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
if(data48["remove-duplicate-icsp-mirror"] !== undefined){
let data49 = data48["remove-duplicate-icsp-mirror"];
if(!((((data49 === "on") || (data49 === "off")) || (data49 === true)) || (data49 === false))){
const err91 = {instancePath:instancePath+"/mutations/remove-duplicate-icsp-mirror",schemaPath:"#/properties/mutations/properties/remove-duplicate-icsp-mirror/enum",keyword:"enum",params:{allowedValues: schema6.properties.mutations.properties["remove-duplicate-icsp-mirror"].enum}};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
if(data48["remove-duplicate-mirror"] !== undefined){
let data50 = data48["remove-duplicate-mirror"];
if(!((((data50 === "on") || (data50 === "off")) || (data50 === true)) || (data50 === false))){
const err92 = {instancePath:instancePath+"/mutations/remove-duplicate-mirror",schemaPath:"#/properties/mutations/properties/remove-duplicate-mirror/enum",keyword:"enum",params:{allowedValues: schema6.properties.mutations.properties["remove-duplicate-mirror"].enum}};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
if(data48["remove-final-source"] !== undefined){
let data51 = data48["remove-final-source"];
if(!((((data51 === "on") || (data51 === "off")) || (data51 === true)) || (data51 === false))){
const err93 = {instancePath:instancePath+"/mutations/remove-final-source",schemaPath:"#/properties/mutations/properties/remove-final-source/enum",keyword:"enum",params:{allowedValues: schema6.properties.mutations.properties["remove-final-source"].enum}};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
if(data48["remove-https"] !== undefined){
let data52 = data48["remove-https"];
if(!((((data52 === "on") || (data52 === "off")) || (data52 === true)) || (data52 === false))){
const err94 = {instancePath:instancePath+"/mutations/remove-https",schemaPath:"#/properties/mutations/properties/remove-https/enum",keyword:"enum",params:{allowedValues: schema6.properties.mutations.properties["remove-https"].enum}};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data48["remove-namespace"] !== undefined){
let data53 = data48["remove-namespace"];
if(!((((data53 === "on") || (data53 === "off")) || (data53 === true)) || (data53 === false))){
const err95 = {instancePath:instancePath+"/mutations/remove-namespace",schemaPath:"#/properties/mutations/properties/remove-namespace/enum",keyword:"enum",params:{allowedValues: schema6.properties.mutations.properties["remove-namespace"].enum}};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
if(data48["remove-status"] !== undefined){
let data54 = data48["remove-status"];
if(!((((data54 === "on") || (data54 === "off")) || (data54 === true)) || (data54 === false))){
const err96 = {instancePath:instancePath+"/mutations/remove-status",schemaPath:"#/properties/mutations/properties/remove-status/enum",keyword:"enum",params:{allowedValues: schema6.properties.mutations.properties["remove-status"].enum}};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
if(data48["remove-trailing-slash"] !== undefined){
let data55 = data48["remove-trailing-slash"];
if(!((((data55 === "on") || (data55 === "off")) || (data55 === true)) || (data55 === false))){
const err97 = {instancePath:instancePath+"/mutations/remove-trailing-slash",schemaPath:"#/properties/mutations/properties/remove-trailing-slash/enum",keyword:"enum",params:{allowedValues: schema6.properties.mutations.properties["remove-trailing-slash"].enum}};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
if(data48["trim-whitespace"] !== undefined){
let data56 = data48["trim-whitespace"];
if(!((((data56 === "on") || (data56 === "off")) || (data56 === true)) || (data56 === false))){
const err98 = {instancePath:instancePath+"/mutations/trim-whitespace",schemaPath:"#/properties/mutations/properties/trim-whitespace/enum",keyword:"enum",params:{allowedValues: schema6.properties.mutations.properties["trim-whitespace"].enum}};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
}
else {
const err99 = {instancePath:instancePath+"/mutations",schemaPath:"#/properties/mutations/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
if(data.exemptions !== undefined){
let data57 = data.exemptions;
if(Array.isArray(data57)){
const len7 = data57.length;
for(let i7=0; i7<len7; i7++){
let data58 = data57[i7];
if(data58 && typeof data58 == "object" && !Array.isArray(data58)){
if(data58.name === undefined){
const err100 = {instancePath:instancePath+"/exemptions/" + i7,schemaPath:"#/properties/exemptions/items/required",keyword:"required",params:{missingProperty: "name"}};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
if(data58.reason === undefined){
const err101 = {instancePath:instancePath+"/exemptions/" + i7,schemaPath:"#/properties/exemptions/items/required",keyword:"required",params:{missingProperty: "reason"}};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
if(data58.rules === undefined){
const err102 = {instancePath:instancePath+"/exemptions/" + i7,schemaPath:"#/properties/exemptions/items/required",keyword:"required",params:{missingProperty: "rules"}};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
for(const key20 in data58){
if(!(func2.call(schema6.properties.exemptions.items.properties, key20))){
const err103 = {instancePath:instancePath+"/exemptions/" + i7,schemaPath:"#/properties/exemptions/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key20}};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
if(data58.name !== undefined){
let data59 = data58.name;
if(typeof data59 === "string"){
if(!pattern0.test(data59)){
const err104 = {instancePath:instancePath+"/exemptions/" + i7+"/name",schemaPath:"#/properties/exemptions/items/properties/name/pattern",keyword:"pattern",params:{pattern: "\\S"}};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
else {
const err105 = {instancePath:instancePath+"/exemptions/" + i7+"/name",schemaPath:"#/properties/exemptions/items/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
if(data58.reason !== undefined){
let data60 = data58.reason;
if(typeof data60 === "string"){
if(!pattern0.test(data60)){
const err106 = {instancePath:instancePath+"/exemptions/" + i7+"/reason",schemaPath:"#/properties/exemptions/items/properties/reason/pattern",keyword:"pattern",params:{pattern: "\\S"}};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
else {
const err107 = {instancePath:instancePath+"/exemptions/" + i7+"/reason",schemaPath:"#/properties/exemptions/items/properties/reason/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
}
if(data58.ticket !== undefined){
let data61 = data58.ticket;
if(typeof data61 === "string"){
if(!pattern0.test(data61)){
const err108 = {instancePath:instancePath+"/exemptions/" + i7+"/ticket",schemaPath:"#/properties/exemptions/items/properties/ticket/pattern",keyword:"pattern",params:{pattern: "\\S"}};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
else {
const err109 = {instancePath:instancePath+"/exemptions/" + i7+"/ticket",schemaPath:"#/properties/exemptions/items/properties/ticket/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
if(data58.expires !== undefined){
let data62 = data58.expires;
if(typeof data62 === "string"){
if(!pattern0.test(data62)){
const err110 = {instancePath:instancePath+"/exemptions/" + i7+"/expires",schemaPath:"#/properties/exemptions/items/properties/expires/pattern",keyword:"pattern",params:{pattern: "\\S"}};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
else {
const err111 = {instancePath:instancePath+"/exemptions/" + i7+"/expires",schemaPath:"#/properties/exemptions/items/properties/expires/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
}
if(data58.rules !== undefined){
let data63 = data58.rules;
if(Array.isArray(data63)){
if(data63.length < 1){
const err112 = {instancePath:instancePath+"/exemptions/" + i7+"/rules",schemaPath:"#/properties/exemptions/items/properties/rules/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
const len8 = data63.length;
for(let i8=0; i8<len8; i8++){
let data64 = data63[i8];
if(!(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((data64 === "no-bare-host-mirror") || (data64 === "no-blocked-mirror")) || (data64 === "no-broad-source")) || (data64 === "no-change-in-hosted-cluster")) || (data64 === "no-clash-inside-wildcard-source")) || (data64 === "no-clashing-payload-blocks")) || (data64 === "no-conflicting-mirror-order")) || (data64 === "no-conflicting-policy-in-object")) || (data64 === "no-conflicting-source-policy")) || (data64 === "no-default-port-source")) || (data64 === "no-denied-mirror")) || (data64 === "no-different-pulls-on-windows")) || (data64 === "no-duplicate-mirror")) || (data64 === "no-duplicate-object")) || (data64 === "no-icsp-beside-mirror-sets")) || (data64 === "no-icsp-upgrade-trap")) || (data64 === "no-ignored-registry-lists")) || (data64 === "no-image-config-deletion")) || (data64 === "no-image-content-policy")) || (data64 === "no-index-docker-io-mirror")) || (data64 === "no-insecure-mirror")) || (data64 === "no-insecure-port-mismatch")) || (data64 === "no-ipv6-address")) || (data64 === "no-malformed-wildcard-source")) || (data64 === "no-managed-registry-source")) || (data64 === "no-mirror-inside-source")) || (data64 === "no-mirror-set-before-4-13")) || (data64 === "no-mirrors-hidden-from-hosted-clusters")) || (data64 === "no-mirrors-of-broader-source")) || (data64 === "no-namespace-or-status")) || (data64 === "no-never-contact-bypass")) || (data64 === "no-never-contact-for-imports")) || (data64 === "no-never-contact-gap")) || (data64 === "no-never-contacted-mirror")) || (data64 === "no-operator-stop-after-upgrade")) || (data64 === "no-overlong-mirror")) || (data64 === "no-oversized-object")) || (data64 === "no-oversized-registries-conf")) || (data64 === "no-payload-only-policy")) || (data64 === "no-placeholder")) || (data64 === "no-policy-without-mirrors")) || (data64 === "no-port-spanning-source")) || (data64 === "no-protected-source")) || (data64 === "no-reserved-name")) || (data64 === "no-scheme")) || (data64 === "no-shadowed-mirrors")) || (data64 === "no-shallow-docker-io-mirror")) || (data64 === "no-shallow-docker-io-source")) || (data64 === "no-short-name-source")) || (data64 === "no-single-label-mirror")) || (data64 === "no-source-among-mirrors")) || (data64 === "no-source-contacted-early")) || (data64 === "no-source-in-blocked-registry")) || (data64 === "no-source-overridden-by-machine-config")) || (data64 === "no-stopped-operator")) || (data64 === "no-surrounding-whitespace")) || (data64 === "no-tag-mirror-for-payload")) || (data64 === "no-tag-or-digest")) || (data64 === "no-trailing-slash")) || (data64 === "no-unknown-field")) || (data64 === "no-unloadable-registries-conf")) || (data64 === "no-unmatchable-source")) || (data64 === "no-unmirrored-payload")) || (data64 === "no-unreachable-payload")) || (data64 === "no-uppercase-path")) || (data64 === "no-uppercase-source-host")) || (data64 === "no-wildcard-mirror")) || (data64 === "no-wildcard-path-collision")) || (data64 === "no-wildcard-source-before-4-16")) || (data64 === "no-wildcard-source-for-imports")) || (data64 === "prefer-direct-mirrors")) || (data64 === "prefer-files-for-oc")) || (data64 === "prefer-image-digest-mirror-set")) || (data64 === "prefer-inherited-mirrors")) || (data64 === "prefer-next-payload-mirror")) || (data64 === "prefer-one-entry-for-pull-through")) || (data64 === "prefer-one-list-per-source")) || (data64 === "prefer-removing-replaced-icsp")) || (data64 === "prefer-single-entry")) || (data64 === "prefer-stable-mirror-order")) || (data64 === "require-allowed-catalog")) || (data64 === "require-allowed-mirror")) || (data64 === "require-allowed-source")) || (data64 === "require-contactable-source")) || (data64 === "require-entries")) || (data64 === "require-installer-location")) || (data64 === "require-known-kind")) || (data64 === "require-listed-mirror")) || (data64 === "require-matching-api-version")) || (data64 === "require-mirror-credentials")) || (data64 === "require-mirrors")) || (data64 === "require-mirrors-for-both-pulls")) || (data64 === "require-mirrors-for-whole-payload")) || (data64 === "require-signature-acknowledgement")) || (data64 === "require-signatures-at-mirrors")) || (data64 === "require-source-policy")) || (data64 === "require-tag-mirrors-for-catalog")) || (data64 === "require-usable-port")) || (data64 === "require-valid-location")) || (data64 === "require-valid-name")) || (data64 === "require-valid-registry-lists")) || (data64 === "require-valid-structure")) || (data64 === "rollout-blocked")) || (data64 === "rollout-drain")) || (data64 === "rollout-no-effect")) || (data64 === "rollout-paused-pool")) || (data64 === "rollout-payload-blocked")) || (data64 === "rollout-payload-unblocked")) || (data64 === "rollout-pulls-taken-over")) || (data64 === "rollout-reload")) || (data64 === "*"))){
const err113 = {instancePath:instancePath+"/exemptions/" + i7+"/rules/" + i8,schemaPath:"#/properties/exemptions/items/properties/rules/items/enum",keyword:"enum",params:{allowedValues: schema6.properties.exemptions.items.properties.rules.items.enum}};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
}
else {
const err114 = {instancePath:instancePath+"/exemptions/" + i7+"/rules",schemaPath:"#/properties/exemptions/items/properties/rules/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
if(data58.users !== undefined){
let data65 = data58.users;
if(Array.isArray(data65)){
if(data65.length < 1){
const err115 = {instancePath:instancePath+"/exemptions/" + i7+"/users",schemaPath:"#/properties/exemptions/items/properties/users/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
const len9 = data65.length;
for(let i9=0; i9<len9; i9++){
let data66 = data65[i9];
if(typeof data66 === "string"){
if(!pattern0.test(data66)){
const err116 = {instancePath:instancePath+"/exemptions/" + i7+"/users/" + i9,schemaPath:"#/properties/exemptions/items/properties/users/items/pattern",keyword:"pattern",params:{pattern: "\\S"}};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
}
else {
const err117 = {instancePath:instancePath+"/exemptions/" + i7+"/users/" + i9,schemaPath:"#/properties/exemptions/items/properties/users/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
}
}
else {
const err118 = {instancePath:instancePath+"/exemptions/" + i7+"/users",schemaPath:"#/properties/exemptions/items/properties/users/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
if(data58.groups !== undefined){
let data67 = data58.groups;
if(Array.isArray(data67)){
if(data67.length < 1){
const err119 = {instancePath:instancePath+"/exemptions/" + i7+"/groups",schemaPath:"#/properties/exemptions/items/properties/groups/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
const len10 = data67.length;
for(let i10=0; i10<len10; i10++){
let data68 = data67[i10];
if(typeof data68 === "string"){
if(!pattern0.test(data68)){
const err120 = {instancePath:instancePath+"/exemptions/" + i7+"/groups/" + i10,schemaPath:"#/properties/exemptions/items/properties/groups/items/pattern",keyword:"pattern",params:{pattern: "\\S"}};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
}
else {
const err121 = {instancePath:instancePath+"/exemptions/" + i7+"/groups/" + i10,schemaPath:"#/properties/exemptions/items/properties/groups/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
}
}
else {
const err122 = {instancePath:instancePath+"/exemptions/" + i7+"/groups",schemaPath:"#/properties/exemptions/items/properties/groups/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
}
if(data58.serviceAccounts !== undefined){
let data69 = data58.serviceAccounts;
if(Array.isArray(data69)){
if(data69.length < 1){
const err123 = {instancePath:instancePath+"/exemptions/" + i7+"/serviceAccounts",schemaPath:"#/properties/exemptions/items/properties/serviceAccounts/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
const len11 = data69.length;
for(let i11=0; i11<len11; i11++){
let data70 = data69[i11];
if(typeof data70 === "string"){
if(!pattern6.test(data70)){
const err124 = {instancePath:instancePath+"/exemptions/" + i7+"/serviceAccounts/" + i11,schemaPath:"#/properties/exemptions/items/properties/serviceAccounts/items/pattern",keyword:"pattern",params:{pattern: "^[^/]+/[^/]+$"}};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
}
else {
const err125 = {instancePath:instancePath+"/exemptions/" + i7+"/serviceAccounts/" + i11,schemaPath:"#/properties/exemptions/items/properties/serviceAccounts/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
}
}
else {
const err126 = {instancePath:instancePath+"/exemptions/" + i7+"/serviceAccounts",schemaPath:"#/properties/exemptions/items/properties/serviceAccounts/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
}
if(data58.kinds !== undefined){
let data71 = data58.kinds;
if(Array.isArray(data71)){
if(data71.length < 1){
const err127 = {instancePath:instancePath+"/exemptions/" + i7+"/kinds",schemaPath:"#/properties/exemptions/items/properties/kinds/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
const len12 = data71.length;
for(let i12=0; i12<len12; i12++){
let data72 = data71[i12];
if(!((((data72 === "ImageDigestMirrorSet") || (data72 === "ImageTagMirrorSet")) || (data72 === "ImageContentSourcePolicy")) || (data72 === "Image"))){
const err128 = {instancePath:instancePath+"/exemptions/" + i7+"/kinds/" + i12,schemaPath:"#/properties/exemptions/items/properties/kinds/items/enum",keyword:"enum",params:{allowedValues: schema6.properties.exemptions.items.properties.kinds.items.enum}};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
}
}
else {
const err129 = {instancePath:instancePath+"/exemptions/" + i7+"/kinds",schemaPath:"#/properties/exemptions/items/properties/kinds/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
}
if(data58.names !== undefined){
let data73 = data58.names;
if(Array.isArray(data73)){
if(data73.length < 1){
const err130 = {instancePath:instancePath+"/exemptions/" + i7+"/names",schemaPath:"#/properties/exemptions/items/properties/names/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
const len13 = data73.length;
for(let i13=0; i13<len13; i13++){
let data74 = data73[i13];
if(typeof data74 === "string"){
if(!pattern0.test(data74)){
const err131 = {instancePath:instancePath+"/exemptions/" + i7+"/names/" + i13,schemaPath:"#/properties/exemptions/items/properties/names/items/pattern",keyword:"pattern",params:{pattern: "\\S"}};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
}
else {
const err132 = {instancePath:instancePath+"/exemptions/" + i7+"/names/" + i13,schemaPath:"#/properties/exemptions/items/properties/names/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
}
}
else {
const err133 = {instancePath:instancePath+"/exemptions/" + i7+"/names",schemaPath:"#/properties/exemptions/items/properties/names/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
}
if(data58.labels !== undefined){
let data75 = data58.labels;
if(data75 && typeof data75 == "object" && !Array.isArray(data75)){
if(Object.keys(data75).length < 1){
const err134 = {instancePath:instancePath+"/exemptions/" + i7+"/labels",schemaPath:"#/properties/exemptions/items/properties/labels/minProperties",keyword:"minProperties",params:{limit: 1}};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
for(const key21 in data75){
if(typeof data75[key21] !== "string"){
const err135 = {instancePath:instancePath+"/exemptions/" + i7+"/labels/" + key21.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/exemptions/items/properties/labels/additionalProperties/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
}
}
else {
const err136 = {instancePath:instancePath+"/exemptions/" + i7+"/labels",schemaPath:"#/properties/exemptions/items/properties/labels/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
}
if(data58.sources !== undefined){
let data77 = data58.sources;
if(Array.isArray(data77)){
if(data77.length < 1){
const err137 = {instancePath:instancePath+"/exemptions/" + i7+"/sources",schemaPath:"#/properties/exemptions/items/properties/sources/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
const len14 = data77.length;
for(let i14=0; i14<len14; i14++){
if(typeof data77[i14] !== "string"){
const err138 = {instancePath:instancePath+"/exemptions/" + i7+"/sources/" + i14,schemaPath:"#/properties/exemptions/items/properties/sources/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
}
}
else {
const err139 = {instancePath:instancePath+"/exemptions/" + i7+"/sources",schemaPath:"#/properties/exemptions/items/properties/sources/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
}
}
else {
const err140 = {instancePath:instancePath+"/exemptions/" + i7,schemaPath:"#/properties/exemptions/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
}
}
else {
const err141 = {instancePath:instancePath+"/exemptions",schemaPath:"#/properties/exemptions/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
}
if(data.breakGlass !== undefined){
let data79 = data.breakGlass;
if(data79 && typeof data79 == "object" && !Array.isArray(data79)){
if(Object.keys(data79).length < 1){
const err142 = {instancePath:instancePath+"/breakGlass",schemaPath:"#/properties/breakGlass/minProperties",keyword:"minProperties",params:{limit: 1}};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
for(const key22 in data79){
if(!(((key22 === "users") || (key22 === "groups")) || (key22 === "serviceAccounts"))){
const err143 = {instancePath:instancePath+"/breakGlass",schemaPath:"#/properties/breakGlass/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key22}};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
}
if(data79.users !== undefined){
let data80 = data79.users;
if(Array.isArray(data80)){
if(data80.length < 1){
const err144 = {instancePath:instancePath+"/breakGlass/users",schemaPath:"#/properties/breakGlass/properties/users/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
const len15 = data80.length;
for(let i15=0; i15<len15; i15++){
let data81 = data80[i15];
if(typeof data81 === "string"){
if(!pattern0.test(data81)){
const err145 = {instancePath:instancePath+"/breakGlass/users/" + i15,schemaPath:"#/properties/breakGlass/properties/users/items/pattern",keyword:"pattern",params:{pattern: "\\S"}};
if(vErrors === null){
vErrors = [err145];
}
else {
vErrors.push(err145);
}
errors++;
}
}
else {
const err146 = {instancePath:instancePath+"/breakGlass/users/" + i15,schemaPath:"#/properties/breakGlass/properties/users/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
}
}
else {
const err147 = {instancePath:instancePath+"/breakGlass/users",schemaPath:"#/properties/breakGlass/properties/users/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err147];
}
else {
vErrors.push(err147);
}
errors++;
}
}
if(data79.groups !== undefined){
let data82 = data79.groups;
if(Array.isArray(data82)){
if(data82.length < 1){
const err148 = {instancePath:instancePath+"/breakGlass/groups",schemaPath:"#/properties/breakGlass/properties/groups/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err148];
}
else {
vErrors.push(err148);
}
errors++;
}
const len16 = data82.length;
for(let i16=0; i16<len16; i16++){
let data83 = data82[i16];
if(typeof data83 === "string"){
if(!pattern0.test(data83)){
const err149 = {instancePath:instancePath+"/breakGlass/groups/" + i16,schemaPath:"#/properties/breakGlass/properties/groups/items/pattern",keyword:"pattern",params:{pattern: "\\S"}};
if(vErrors === null){
vErrors = [err149];
}
else {
vErrors.push(err149);
}
errors++;
}
}
else {
const err150 = {instancePath:instancePath+"/breakGlass/groups/" + i16,schemaPath:"#/properties/breakGlass/properties/groups/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err150];
}
else {
vErrors.push(err150);
}
errors++;
}
}
}
else {
const err151 = {instancePath:instancePath+"/breakGlass/groups",schemaPath:"#/properties/breakGlass/properties/groups/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err151];
}
else {
vErrors.push(err151);
}
errors++;
}
}
if(data79.serviceAccounts !== undefined){
let data84 = data79.serviceAccounts;
if(Array.isArray(data84)){
if(data84.length < 1){
const err152 = {instancePath:instancePath+"/breakGlass/serviceAccounts",schemaPath:"#/properties/breakGlass/properties/serviceAccounts/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err152];
}
else {
vErrors.push(err152);
}
errors++;
}
const len17 = data84.length;
for(let i17=0; i17<len17; i17++){
let data85 = data84[i17];
if(typeof data85 === "string"){
if(!pattern6.test(data85)){
const err153 = {instancePath:instancePath+"/breakGlass/serviceAccounts/" + i17,schemaPath:"#/properties/breakGlass/properties/serviceAccounts/items/pattern",keyword:"pattern",params:{pattern: "^[^/]+/[^/]+$"}};
if(vErrors === null){
vErrors = [err153];
}
else {
vErrors.push(err153);
}
errors++;
}
}
else {
const err154 = {instancePath:instancePath+"/breakGlass/serviceAccounts/" + i17,schemaPath:"#/properties/breakGlass/properties/serviceAccounts/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err154];
}
else {
vErrors.push(err154);
}
errors++;
}
}
}
else {
const err155 = {instancePath:instancePath+"/breakGlass/serviceAccounts",schemaPath:"#/properties/breakGlass/properties/serviceAccounts/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err155];
}
else {
vErrors.push(err155);
}
errors++;
}
}
}
else {
const err156 = {instancePath:instancePath+"/breakGlass",schemaPath:"#/properties/breakGlass/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err156];
}
else {
vErrors.push(err156);
}
errors++;
}
}
}
else {
const err157 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err157];
}
else {
vErrors.push(err157);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}

export const policyTest: CompiledValidator = validate41;
const schema9 = {"$schema":"http://json-schema.org/draft-07/schema#","title":"Cases for mirrorguard policy test","type":"object","additionalProperties":false,"properties":{"apiVersion":{"const":"mirrorguard.io/v1"},"kind":{"const":"PolicyTest"},"policy":{"type":"string","pattern":"\\S"},"cluster":{"type":"array","items":{"type":"string","pattern":"\\S"},"minItems":1},"cases":{"type":"array","items":{"type":"object","additionalProperties":false,"properties":{"name":{"type":"string","pattern":"\\S"},"operation":{"enum":["CREATE","UPDATE","DELETE"]},"object":{"type":"object"},"oldObject":{"type":"object"},"cluster":{"type":"array","items":{"type":"object"},"minItems":1},"user":{"type":"string","pattern":"\\S"},"groups":{"type":"array","items":{"type":"string","pattern":"\\S"},"minItems":1},"now":{"type":"string","pattern":"\\S"},"expect":{"type":"object","additionalProperties":false,"properties":{"verdict":{"enum":["allow","deny"]},"rules":{"type":"array","items":{"enum":["no-bare-host-mirror","no-blocked-mirror","no-broad-source","no-change-in-hosted-cluster","no-clash-inside-wildcard-source","no-clashing-payload-blocks","no-conflicting-mirror-order","no-conflicting-policy-in-object","no-conflicting-source-policy","no-default-port-source","no-denied-mirror","no-different-pulls-on-windows","no-duplicate-mirror","no-duplicate-object","no-icsp-beside-mirror-sets","no-icsp-upgrade-trap","no-ignored-registry-lists","no-image-config-deletion","no-image-content-policy","no-index-docker-io-mirror","no-insecure-mirror","no-insecure-port-mismatch","no-ipv6-address","no-malformed-wildcard-source","no-managed-registry-source","no-mirror-inside-source","no-mirror-set-before-4-13","no-mirrors-hidden-from-hosted-clusters","no-mirrors-of-broader-source","no-namespace-or-status","no-never-contact-bypass","no-never-contact-for-imports","no-never-contact-gap","no-never-contacted-mirror","no-operator-stop-after-upgrade","no-overlong-mirror","no-oversized-object","no-oversized-registries-conf","no-payload-only-policy","no-placeholder","no-policy-without-mirrors","no-port-spanning-source","no-protected-source","no-reserved-name","no-scheme","no-shadowed-mirrors","no-shallow-docker-io-mirror","no-shallow-docker-io-source","no-short-name-source","no-single-label-mirror","no-source-among-mirrors","no-source-contacted-early","no-source-in-blocked-registry","no-source-overridden-by-machine-config","no-stopped-operator","no-surrounding-whitespace","no-tag-mirror-for-payload","no-tag-or-digest","no-trailing-slash","no-unknown-field","no-unloadable-registries-conf","no-unmatchable-source","no-unmirrored-payload","no-unreachable-payload","no-uppercase-path","no-uppercase-source-host","no-wildcard-mirror","no-wildcard-path-collision","no-wildcard-source-before-4-16","no-wildcard-source-for-imports","prefer-direct-mirrors","prefer-files-for-oc","prefer-image-digest-mirror-set","prefer-inherited-mirrors","prefer-next-payload-mirror","prefer-one-entry-for-pull-through","prefer-one-list-per-source","prefer-removing-replaced-icsp","prefer-single-entry","prefer-stable-mirror-order","require-allowed-catalog","require-allowed-mirror","require-allowed-source","require-contactable-source","require-entries","require-installer-location","require-known-kind","require-listed-mirror","require-matching-api-version","require-mirror-credentials","require-mirrors","require-mirrors-for-both-pulls","require-mirrors-for-whole-payload","require-signature-acknowledgement","require-signatures-at-mirrors","require-source-policy","require-tag-mirrors-for-catalog","require-usable-port","require-valid-location","require-valid-name","require-valid-registry-lists","require-valid-structure","rollout-blocked","rollout-drain","rollout-no-effect","rollout-paused-pool","rollout-payload-blocked","rollout-payload-unblocked","rollout-pulls-taken-over","rollout-reload"]},"minItems":1},"notRules":{"type":"array","items":{"enum":["no-bare-host-mirror","no-blocked-mirror","no-broad-source","no-change-in-hosted-cluster","no-clash-inside-wildcard-source","no-clashing-payload-blocks","no-conflicting-mirror-order","no-conflicting-policy-in-object","no-conflicting-source-policy","no-default-port-source","no-denied-mirror","no-different-pulls-on-windows","no-duplicate-mirror","no-duplicate-object","no-icsp-beside-mirror-sets","no-icsp-upgrade-trap","no-ignored-registry-lists","no-image-config-deletion","no-image-content-policy","no-index-docker-io-mirror","no-insecure-mirror","no-insecure-port-mismatch","no-ipv6-address","no-malformed-wildcard-source","no-managed-registry-source","no-mirror-inside-source","no-mirror-set-before-4-13","no-mirrors-hidden-from-hosted-clusters","no-mirrors-of-broader-source","no-namespace-or-status","no-never-contact-bypass","no-never-contact-for-imports","no-never-contact-gap","no-never-contacted-mirror","no-operator-stop-after-upgrade","no-overlong-mirror","no-oversized-object","no-oversized-registries-conf","no-payload-only-policy","no-placeholder","no-policy-without-mirrors","no-port-spanning-source","no-protected-source","no-reserved-name","no-scheme","no-shadowed-mirrors","no-shallow-docker-io-mirror","no-shallow-docker-io-source","no-short-name-source","no-single-label-mirror","no-source-among-mirrors","no-source-contacted-early","no-source-in-blocked-registry","no-source-overridden-by-machine-config","no-stopped-operator","no-surrounding-whitespace","no-tag-mirror-for-payload","no-tag-or-digest","no-trailing-slash","no-unknown-field","no-unloadable-registries-conf","no-unmatchable-source","no-unmirrored-payload","no-unreachable-payload","no-uppercase-path","no-uppercase-source-host","no-wildcard-mirror","no-wildcard-path-collision","no-wildcard-source-before-4-16","no-wildcard-source-for-imports","prefer-direct-mirrors","prefer-files-for-oc","prefer-image-digest-mirror-set","prefer-inherited-mirrors","prefer-next-payload-mirror","prefer-one-entry-for-pull-through","prefer-one-list-per-source","prefer-removing-replaced-icsp","prefer-single-entry","prefer-stable-mirror-order","require-allowed-catalog","require-allowed-mirror","require-allowed-source","require-contactable-source","require-entries","require-installer-location","require-known-kind","require-listed-mirror","require-matching-api-version","require-mirror-credentials","require-mirrors","require-mirrors-for-both-pulls","require-mirrors-for-whole-payload","require-signature-acknowledgement","require-signatures-at-mirrors","require-source-policy","require-tag-mirrors-for-catalog","require-usable-port","require-valid-location","require-valid-name","require-valid-registry-lists","require-valid-structure","rollout-blocked","rollout-drain","rollout-no-effect","rollout-paused-pool","rollout-payload-blocked","rollout-payload-unblocked","rollout-pulls-taken-over","rollout-reload"]},"minItems":1},"messages":{"type":"array","items":{"type":"string","pattern":"\\S"},"minItems":1},"exemptions":{"type":"array","items":{"type":"string","pattern":"\\S"},"minItems":1}},"minProperties":1}},"required":["name","expect"]},"minItems":1}},"required":["cases"],"$id":"policyTest"};

function validate41(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="policyTest" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.cases === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "cases"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "apiVersion") || (key0 === "kind")) || (key0 === "policy")) || (key0 === "cluster")) || (key0 === "cases"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.apiVersion !== undefined){
if("mirrorguard.io/v1" !== data.apiVersion){
const err2 = {instancePath:instancePath+"/apiVersion",schemaPath:"#/properties/apiVersion/const",keyword:"const",params:{allowedValue: "mirrorguard.io/v1"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.kind !== undefined){
if("PolicyTest" !== data.kind){
const err3 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue: "PolicyTest"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.policy !== undefined){
let data2 = data.policy;
if(typeof data2 === "string"){
if(!pattern0.test(data2)){
const err4 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/pattern",keyword:"pattern",params:{pattern: "\\S"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.cluster !== undefined){
let data3 = data.cluster;
if(Array.isArray(data3)){
if(data3.length < 1){
const err6 = {instancePath:instancePath+"/cluster",schemaPath:"#/properties/cluster/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(!pattern0.test(data4)){
const err7 = {instancePath:instancePath+"/cluster/" + i0,schemaPath:"#/properties/cluster/items/pattern",keyword:"pattern",params:{pattern: "\\S"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/cluster/" + i0,schemaPath:"#/properties/cluster/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/cluster",schemaPath:"#/properties/cluster/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.cases !== undefined){
let data5 = data.cases;
if(Array.isArray(data5)){
if(data5.length < 1){
const err10 = {instancePath:instancePath+"/cases",schemaPath:"#/properties/cases/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.name === undefined){
const err11 = {instancePath:instancePath+"/cases/" + i1,schemaPath:"#/properties/cases/items/required",keyword:"required",params:{missingProperty: "name"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data6.expect === undefined){
const err12 = {instancePath:instancePath+"/cases/" + i1,schemaPath:"#/properties/cases/items/required",keyword:"required",params:{missingProperty: "expect"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
for(const key1 in data6){
if(!(func2.call(schema9.properties.cases.items.properties, key1))){
const err13 = {instancePath:instancePath+"/cases/" + i1,schemaPath:"#/properties/cases/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data6.name !== undefined){
let data7 = data6.name;
if(typeof data7 === "string"){
if(!pattern0.test(data7)){
const err14 = {instancePath:instancePath+"/cases/" + i1+"/name",schemaPath:"#/properties/cases/items/properties/name/pattern",keyword:"pattern",params:{pattern: "\\S"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/cases/" + i1+"/name",schemaPath:"#/properties/cases/items/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data6.operation !== undefined){
let data8 = data6.operation;
if(!(((data8 === "CREATE") || (data8 === "UPDATE")) || (data8 === "DELETE"))){
const err16 = {instancePath:instancePath+"/cases/" + i1+"/operation",schemaPath:"#/properties/cases/items/properties/operation/enum",keyword:"enum",params:{allowedValues: schema9.properties.cases.items.properties.operation.enum}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data6.object !== undefined){
let data9 = data6.object;
if(!(data9 && typeof data9 == "object" && !Array.isArray(data9))){
const err17 = {instancePath:instancePath+"/cases/" + i1+"/object",schemaPath:"#/properties/cases/items/properties/object/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data6.oldObject !== undefined){
let data10 = data6.oldObject;
if(!(data10 && typeof data10 == "object" && !Array.isArray(data10))){
const err18 = {instancePath:instancePath+"/cases/" + i1+"/oldObject",schemaPath:"#/properties/cases/items/properties/oldObject/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data6.cluster !== undefined){
let data11 = data6.cluster;
if(Array.isArray(data11)){
if(data11.length < 1){
const err19 = {instancePath:instancePath+"/cases/" + i1+"/cluster",schemaPath:"#/properties/cases/items/properties/cluster/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
const len2 = data11.length;
for(let i2=0; i2<len2; i2++){
let data12 = data11[i2];
if(!(data12 && typeof data12 == "object" && !Array.isArray(data12))){
const err20 = {instancePath:instancePath+"/cases/" + i1+"/cluster/" + i2,schemaPath:"#/properties/cases/items/properties/cluster/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath:instancePath+"/cases/" + i1+"/cluster",schemaPath:"#/properties/cases/items/properties/cluster/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data6.user !== undefined){
let data13 = data6.user;
if(typeof data13 === "string"){
if(!pattern0.test(data13)){
const err22 = {instancePath:instancePath+"/cases/" + i1+"/user",schemaPath:"#/properties/cases/items/properties/user/pattern",keyword:"pattern",params:{pattern: "\\S"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/cases/" + i1+"/user",schemaPath:"#/properties/cases/items/properties/user/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data6.groups !== undefined){
let data14 = data6.groups;
if(Array.isArray(data14)){
if(data14.length < 1){
const err24 = {instancePath:instancePath+"/cases/" + i1+"/groups",schemaPath:"#/properties/cases/items/properties/groups/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
const len3 = data14.length;
for(let i3=0; i3<len3; i3++){
let data15 = data14[i3];
if(typeof data15 === "string"){
if(!pattern0.test(data15)){
const err25 = {instancePath:instancePath+"/cases/" + i1+"/groups/" + i3,schemaPath:"#/properties/cases/items/properties/groups/items/pattern",keyword:"pattern",params:{pattern: "\\S"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/cases/" + i1+"/groups/" + i3,schemaPath:"#/properties/cases/items/properties/groups/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath:instancePath+"/cases/" + i1+"/groups",schemaPath:"#/properties/cases/items/properties/groups/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data6.now !== undefined){
let data16 = data6.now;
if(typeof data16 === "string"){
if(!pattern0.test(data16)){
const err28 = {instancePath:instancePath+"/cases/" + i1+"/now",schemaPath:"#/properties/cases/items/properties/now/pattern",keyword:"pattern",params:{pattern: "\\S"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/cases/" + i1+"/now",schemaPath:"#/properties/cases/items/properties/now/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data6.expect !== undefined){
let data17 = data6.expect;
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
if(Object.keys(data17).length < 1){
const err30 = {instancePath:instancePath+"/cases/" + i1+"/expect",schemaPath:"#/properties/cases/items/properties/expect/minProperties",keyword:"minProperties",params:{limit: 1}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
for(const key2 in data17){
if(!(((((key2 === "verdict") || (key2 === "rules")) || (key2 === "notRules")) || (key2 === "messages")) || (key2 === "exemptions"))){
const err31 = {instancePath:instancePath+"/cases/" + i1+"/expect",schemaPath:"#/properties/cases/items/properties/expect/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data17.verdict !== undefined){
let data18 = data17.verdict;
if(!((data18 === "allow") || (data18 === "deny"))){
const err32 = {instancePath:instancePath+"/cases/" + i1+"/expect/verdict",schemaPath:"#/properties/cases/items/properties/expect/properties/verdict/enum",keyword:"enum",params:{allowedValues: schema9.properties.cases.items.properties.expect.properties.verdict.enum}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data17.rules !== undefined){
let data19 = data17.rules;
if(Array.isArray(data19)){
if(data19.length < 1){
const err33 = {instancePath:instancePath+"/cases/" + i1+"/expect/rules",schemaPath:"#/properties/cases/items/properties/expect/properties/rules/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
const len4 = data19.length;
for(let i4=0; i4<len4; i4++){
let data20 = data19[i4];
if(!((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((data20 === "no-bare-host-mirror") || (data20 === "no-blocked-mirror")) || (data20 === "no-broad-source")) || (data20 === "no-change-in-hosted-cluster")) || (data20 === "no-clash-inside-wildcard-source")) || (data20 === "no-clashing-payload-blocks")) || (data20 === "no-conflicting-mirror-order")) || (data20 === "no-conflicting-policy-in-object")) || (data20 === "no-conflicting-source-policy")) || (data20 === "no-default-port-source")) || (data20 === "no-denied-mirror")) || (data20 === "no-different-pulls-on-windows")) || (data20 === "no-duplicate-mirror")) || (data20 === "no-duplicate-object")) || (data20 === "no-icsp-beside-mirror-sets")) || (data20 === "no-icsp-upgrade-trap")) || (data20 === "no-ignored-registry-lists")) || (data20 === "no-image-config-deletion")) || (data20 === "no-image-content-policy")) || (data20 === "no-index-docker-io-mirror")) || (data20 === "no-insecure-mirror")) || (data20 === "no-insecure-port-mismatch")) || (data20 === "no-ipv6-address")) || (data20 === "no-malformed-wildcard-source")) || (data20 === "no-managed-registry-source")) || (data20 === "no-mirror-inside-source")) || (data20 === "no-mirror-set-before-4-13")) || (data20 === "no-mirrors-hidden-from-hosted-clusters")) || (data20 === "no-mirrors-of-broader-source")) || (data20 === "no-namespace-or-status")) || (data20 === "no-never-contact-bypass")) || (data20 === "no-never-contact-for-imports")) || (data20 === "no-never-contact-gap")) || (data20 === "no-never-contacted-mirror")) || (data20 === "no-operator-stop-after-upgrade")) || (data20 === "no-overlong-mirror")) || (data20 === "no-oversized-object")) || (data20 === "no-oversized-registries-conf")) || (data20 === "no-payload-only-policy")) || (data20 === "no-placeholder")) || (data20 === "no-policy-without-mirrors")) || (data20 === "no-port-spanning-source")) || (data20 === "no-protected-source")) || (data20 === "no-reserved-name")) || (data20 === "no-scheme")) || (data20 === "no-shadowed-mirrors")) || (data20 === "no-shallow-docker-io-mirror")) || (data20 === "no-shallow-docker-io-source")) || (data20 === "no-short-name-source")) || (data20 === "no-single-label-mirror")) || (data20 === "no-source-among-mirrors")) || (data20 === "no-source-contacted-early")) || (data20 === "no-source-in-blocked-registry")) || (data20 === "no-source-overridden-by-machine-config")) || (data20 === "no-stopped-operator")) || (data20 === "no-surrounding-whitespace")) || (data20 === "no-tag-mirror-for-payload")) || (data20 === "no-tag-or-digest")) || (data20 === "no-trailing-slash")) || (data20 === "no-unknown-field")) || (data20 === "no-unloadable-registries-conf")) || (data20 === "no-unmatchable-source")) || (data20 === "no-unmirrored-payload")) || (data20 === "no-unreachable-payload")) || (data20 === "no-uppercase-path")) || (data20 === "no-uppercase-source-host")) || (data20 === "no-wildcard-mirror")) || (data20 === "no-wildcard-path-collision")) || (data20 === "no-wildcard-source-before-4-16")) || (data20 === "no-wildcard-source-for-imports")) || (data20 === "prefer-direct-mirrors")) || (data20 === "prefer-files-for-oc")) || (data20 === "prefer-image-digest-mirror-set")) || (data20 === "prefer-inherited-mirrors")) || (data20 === "prefer-next-payload-mirror")) || (data20 === "prefer-one-entry-for-pull-through")) || (data20 === "prefer-one-list-per-source")) || (data20 === "prefer-removing-replaced-icsp")) || (data20 === "prefer-single-entry")) || (data20 === "prefer-stable-mirror-order")) || (data20 === "require-allowed-catalog")) || (data20 === "require-allowed-mirror")) || (data20 === "require-allowed-source")) || (data20 === "require-contactable-source")) || (data20 === "require-entries")) || (data20 === "require-installer-location")) || (data20 === "require-known-kind")) || (data20 === "require-listed-mirror")) || (data20 === "require-matching-api-version")) || (data20 === "require-mirror-credentials")) || (data20 === "require-mirrors")) || (data20 === "require-mirrors-for-both-pulls")) || (data20 === "require-mirrors-for-whole-payload")) || (data20 === "require-signature-acknowledgement")) || (data20 === "require-signatures-at-mirrors")) || (data20 === "require-source-policy")) || (data20 === "require-tag-mirrors-for-catalog")) || (data20 === "require-usable-port")) || (data20 === "require-valid-location")) || (data20 === "require-valid-name")) || (data20 === "require-valid-registry-lists")) || (data20 === "require-valid-structure")) || (data20 === "rollout-blocked")) || (data20 === "rollout-drain")) || (data20 === "rollout-no-effect")) || (data20 === "rollout-paused-pool")) || (data20 === "rollout-payload-blocked")) || (data20 === "rollout-payload-unblocked")) || (data20 === "rollout-pulls-taken-over")) || (data20 === "rollout-reload"))){
const err34 = {instancePath:instancePath+"/cases/" + i1+"/expect/rules/" + i4,schemaPath:"#/properties/cases/items/properties/expect/properties/rules/items/enum",keyword:"enum",params:{allowedValues: schema9.properties.cases.items.properties.expect.properties.rules.items.enum}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
else {
const err35 = {instancePath:instancePath+"/cases/" + i1+"/expect/rules",schemaPath:"#/properties/cases/items/properties/expect/properties/rules/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data17.notRules !== undefined){
let data21 = data17.notRules;
if(Array.isArray(data21)){
if(data21.length < 1){
const err36 = {instancePath:instancePath+"/cases/" + i1+"/expect/notRules",schemaPath:"#/properties/cases/items/properties/expect/properties/notRules/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
const len5 = data21.length;
for(let i5=0; i5<len5; i5++){
let data22 = data21[i5];
if(!((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((data22 === "no-bare-host-mirror") || (data22 === "no-blocked-mirror")) || (data22 === "no-broad-source")) || (data22 === "no-change-in-hosted-cluster")) || (data22 === "no-clash-inside-wildcard-source")) || (data22 === "no-clashing-payload-blocks")) || (data22 === "no-conflicting-mirror-order")) || (data22 === "no-conflicting-policy-in-object")) || (data22 === "no-conflicting-source-policy")) || (data22 === "no-default-port-source")) || (data22 === "no-denied-mirror")) || (data22 === "no-different-pulls-on-windows")) || (data22 === "no-duplicate-mirror")) || (data22 === "no-duplicate-object")) || (data22 === "no-icsp-beside-mirror-sets")) || (data22 === "no-icsp-upgrade-trap")) || (data22 === "no-ignored-registry-lists")) || (data22 === "no-image-config-deletion")) || (data22 === "no-image-content-policy")) || (data22 === "no-index-docker-io-mirror")) || (data22 === "no-insecure-mirror")) || (data22 === "no-insecure-port-mismatch")) || (data22 === "no-ipv6-address")) || (data22 === "no-malformed-wildcard-source")) || (data22 === "no-managed-registry-source")) || (data22 === "no-mirror-inside-source")) || (data22 === "no-mirror-set-before-4-13")) || (data22 === "no-mirrors-hidden-from-hosted-clusters")) || (data22 === "no-mirrors-of-broader-source")) || (data22 === "no-namespace-or-status")) || (data22 === "no-never-contact-bypass")) || (data22 === "no-never-contact-for-imports")) || (data22 === "no-never-contact-gap")) || (data22 === "no-never-contacted-mirror")) || (data22 === "no-operator-stop-after-upgrade")) || (data22 === "no-overlong-mirror")) || (data22 === "no-oversized-object")) || (data22 === "no-oversized-registries-conf")) || (data22 === "no-payload-only-policy")) || (data22 === "no-placeholder")) || (data22 === "no-policy-without-mirrors")) || (data22 === "no-port-spanning-source")) || (data22 === "no-protected-source")) || (data22 === "no-reserved-name")) || (data22 === "no-scheme")) || (data22 === "no-shadowed-mirrors")) || (data22 === "no-shallow-docker-io-mirror")) || (data22 === "no-shallow-docker-io-source")) || (data22 === "no-short-name-source")) || (data22 === "no-single-label-mirror")) || (data22 === "no-source-among-mirrors")) || (data22 === "no-source-contacted-early")) || (data22 === "no-source-in-blocked-registry")) || (data22 === "no-source-overridden-by-machine-config")) || (data22 === "no-stopped-operator")) || (data22 === "no-surrounding-whitespace")) || (data22 === "no-tag-mirror-for-payload")) || (data22 === "no-tag-or-digest")) || (data22 === "no-trailing-slash")) || (data22 === "no-unknown-field")) || (data22 === "no-unloadable-registries-conf")) || (data22 === "no-unmatchable-source")) || (data22 === "no-unmirrored-payload")) || (data22 === "no-unreachable-payload")) || (data22 === "no-uppercase-path")) || (data22 === "no-uppercase-source-host")) || (data22 === "no-wildcard-mirror")) || (data22 === "no-wildcard-path-collision")) || (data22 === "no-wildcard-source-before-4-16")) || (data22 === "no-wildcard-source-for-imports")) || (data22 === "prefer-direct-mirrors")) || (data22 === "prefer-files-for-oc")) || (data22 === "prefer-image-digest-mirror-set")) || (data22 === "prefer-inherited-mirrors")) || (data22 === "prefer-next-payload-mirror")) || (data22 === "prefer-one-entry-for-pull-through")) || (data22 === "prefer-one-list-per-source")) || (data22 === "prefer-removing-replaced-icsp")) || (data22 === "prefer-single-entry")) || (data22 === "prefer-stable-mirror-order")) || (data22 === "require-allowed-catalog")) || (data22 === "require-allowed-mirror")) || (data22 === "require-allowed-source")) || (data22 === "require-contactable-source")) || (data22 === "require-entries")) || (data22 === "require-installer-location")) || (data22 === "require-known-kind")) || (data22 === "require-listed-mirror")) || (data22 === "require-matching-api-version")) || (data22 === "require-mirror-credentials")) || (data22 === "require-mirrors")) || (data22 === "require-mirrors-for-both-pulls")) || (data22 === "require-mirrors-for-whole-payload")) || (data22 === "require-signature-acknowledgement")) || (data22 === "require-signatures-at-mirrors")) || (data22 === "require-source-policy")) || (data22 === "require-tag-mirrors-for-catalog")) || (data22 === "require-usable-port")) || (data22 === "require-valid-location")) || (data22 === "require-valid-name")) || (data22 === "require-valid-registry-lists")) || (data22 === "require-valid-structure")) || (data22 === "rollout-blocked")) || (data22 === "rollout-drain")) || (data22 === "rollout-no-effect")) || (data22 === "rollout-paused-pool")) || (data22 === "rollout-payload-blocked")) || (data22 === "rollout-payload-unblocked")) || (data22 === "rollout-pulls-taken-over")) || (data22 === "rollout-reload"))){
const err37 = {instancePath:instancePath+"/cases/" + i1+"/expect/notRules/" + i5,schemaPath:"#/properties/cases/items/properties/expect/properties/notRules/items/enum",keyword:"enum",params:{allowedValues: schema9.properties.cases.items.properties.expect.properties.notRules.items.enum}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
else {
const err38 = {instancePath:instancePath+"/cases/" + i1+"/expect/notRules",schemaPath:"#/properties/cases/items/properties/expect/properties/notRules/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data17.messages !== undefined){
let data23 = data17.messages;
if(Array.isArray(data23)){
if(data23.length < 1){
const err39 = {instancePath:instancePath+"/cases/" + i1+"/expect/messages",schemaPath:"#/properties/cases/items/properties/expect/properties/messages/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
const len6 = data23.length;
for(let i6=0; i6<len6; i6++){
let data24 = data23[i6];
if(typeof data24 === "string"){
if(!pattern0.test(data24)){
const err40 = {instancePath:instancePath+"/cases/" + i1+"/expect/messages/" + i6,schemaPath:"#/properties/cases/items/properties/expect/properties/messages/items/pattern",keyword:"pattern",params:{pattern: "\\S"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {instancePath:instancePath+"/cases/" + i1+"/expect/messages/" + i6,schemaPath:"#/properties/cases/items/properties/expect/properties/messages/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath:instancePath+"/cases/" + i1+"/expect/messages",schemaPath:"#/properties/cases/items/properties/expect/properties/messages/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data17.exemptions !== undefined){
let data25 = data17.exemptions;
if(Array.isArray(data25)){
if(data25.length < 1){
const err43 = {instancePath:instancePath+"/cases/" + i1+"/expect/exemptions",schemaPath:"#/properties/cases/items/properties/expect/properties/exemptions/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
const len7 = data25.length;
for(let i7=0; i7<len7; i7++){
let data26 = data25[i7];
if(typeof data26 === "string"){
if(!pattern0.test(data26)){
const err44 = {instancePath:instancePath+"/cases/" + i1+"/expect/exemptions/" + i7,schemaPath:"#/properties/cases/items/properties/expect/properties/exemptions/items/pattern",keyword:"pattern",params:{pattern: "\\S"}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
else {
const err45 = {instancePath:instancePath+"/cases/" + i1+"/expect/exemptions/" + i7,schemaPath:"#/properties/cases/items/properties/expect/properties/exemptions/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
else {
const err46 = {instancePath:instancePath+"/cases/" + i1+"/expect/exemptions",schemaPath:"#/properties/cases/items/properties/expect/properties/exemptions/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
else {
const err47 = {instancePath:instancePath+"/cases/" + i1+"/expect",schemaPath:"#/properties/cases/items/properties/expect/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
else {
const err48 = {instancePath:instancePath+"/cases/" + i1,schemaPath:"#/properties/cases/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
else {
const err49 = {instancePath:instancePath+"/cases",schemaPath:"#/properties/cases/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
else {
const err50 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
validate41.errors = vErrors;
return errors === 0;
}
