// Written by `npm run generate`; edit the sources instead.
// @ts-nocheck
import type { CompiledValidator } from '../../kubernetes/structure/compiled-validator.ts';

export const policy: CompiledValidator = validate21;
const schema6 = {"$schema":"http://json-schema.org/draft-07/schema#","title":"mirrorguard policy","type":"object","additionalProperties":false,"properties":{"apiVersion":{"const":"mirrorguard.io/v1"},"kind":{"const":"Policy"},"preset":{"enum":["recommended","strict","advisory"],"default":"recommended"},"rules":{"type":"object","propertyNames":{"enum":["no-bare-host-mirror","no-blocked-mirror","no-broad-source","no-change-in-hosted-cluster","no-clash-inside-wildcard-source","no-clashing-payload-blocks","no-conflicting-mirror-order","no-conflicting-policy-in-object","no-conflicting-source-policy","no-default-port-source","no-denied-mirror","no-different-pulls-on-windows","no-duplicate-mirror","no-duplicate-object","no-icsp-beside-mirror-sets","no-icsp-upgrade-trap","no-ignored-registry-lists","no-image-config-deletion","no-image-content-policy","no-index-docker-io-mirror","no-insecure-mirror","no-insecure-port-mismatch","no-ipv6-address","no-leftover-policy-change","no-malformed-wildcard-source","no-managed-registry-source","no-mirror-inside-source","no-mirror-set-before-4-13","no-mirrors-hidden-from-hosted-clusters","no-mirrors-of-broader-source","no-namespace-or-status","no-never-contact-bypass","no-never-contact-for-imports","no-never-contact-gap","no-never-contacted-mirror","no-operator-stop-after-upgrade","no-overlong-mirror","no-oversized-object","no-oversized-registries-conf","no-payload-only-policy","no-placeholder","no-policy-without-mirrors","no-port-spanning-source","no-protected-source","no-reserved-name","no-scheme","no-shadowed-mirrors","no-shallow-docker-io-mirror","no-shallow-docker-io-source","no-short-name-source","no-single-label-mirror","no-source-among-mirrors","no-source-contacted-early","no-source-in-blocked-registry","no-source-overridden-by-machine-config","no-stopped-operator","no-surrounding-whitespace","no-tag-mirror-for-payload","no-tag-or-digest","no-trailing-slash","no-unknown-field","no-unloadable-registries-conf","no-unmatchable-source","no-unmirrored-payload","no-unreachable-payload","no-uppercase-path","no-uppercase-source-host","no-wildcard-mirror","no-wildcard-path-collision","no-wildcard-source-before-4-16","no-wildcard-source-for-imports","prefer-direct-mirrors","prefer-files-for-oc","prefer-image-digest-mirror-set","prefer-inherited-mirrors","prefer-next-payload-mirror","prefer-one-entry-for-pull-through","prefer-one-list-per-source","prefer-removing-replaced-icsp","prefer-single-entry","prefer-stable-mirror-order","require-allowed-catalog","require-allowed-mirror","require-allowed-source","require-contactable-source","require-entries","require-installer-location","require-known-kind","require-listed-mirror","require-matching-api-version","require-mirror-credentials","require-mirrors","require-mirrors-for-both-pulls","require-mirrors-for-whole-payload","require-signature-acknowledgement","require-signatures-at-mirrors","require-source-policy","require-tag-mirrors-for-catalog","require-usable-port","require-valid-location","require-valid-name","require-valid-registry-lists","require-valid-structure","rollout-blocked","rollout-drain","rollout-no-effect","rollout-paused-pool","rollout-payload-blocked","rollout-payload-unblocked","rollout-pulls-taken-over","rollout-reload"]},"properties":{"no-denied-mirror":{"$ref":"#/definitions/settingWithOptions","properties":{"options":{"type":"object","additionalProperties":false,"properties":{"denied":{"$ref":"#/definitions/shape1"}},"required":["denied"]}}},"no-managed-registry-source":{"$ref":"#/definitions/settingWithOptions","properties":{"options":{"type":"object","additionalProperties":false,"properties":{"platform":{"enum":["detect","managed"],"default":"detect"}}}}},"no-protected-source":{"$ref":"#/definitions/settingWithOptions","properties":{"options":{"$ref":"#/definitions/shape3"}}},"require-allowed-mirror":{"$ref":"#/definitions/settingWithOptions","properties":{"options":{"type":"object","additionalProperties":false,"properties":{"allowed":{"$ref":"#/definitions/shape1"}},"required":["allowed"]}}},"require-contactable-source":{"$ref":"#/definitions/settingWithOptions","properties":{"options":{"$ref":"#/definitions/shape3"}}},"require-listed-mirror":{"$ref":"#/definitions/settingWithOptions","properties":{"options":{"type":"object","additionalProperties":false,"properties":{"required":{"type":"array","items":{"type":"object","additionalProperties":false,"properties":{"source":{"$ref":"#/definitions/shape2"},"mirrors":{"$ref":"#/definitions/shape1"}},"required":["source","mirrors"]},"minItems":1}},"required":["required"]}}},"require-source-policy":{"$ref":"#/definitions/settingWithOptions","properties":{"options":{"type":"object","additionalProperties":false,"properties":{"required":{"type":"array","items":{"type":"object","additionalProperties":false,"properties":{"source":{"$ref":"#/definitions/shape2"},"policy":{"enum":["NeverContactSource","AllowContactingSource"]}},"required":["source","policy"]},"minItems":1}},"required":["required"]}}}},"additionalProperties":{"$ref":"#/definitions/setting"}},"onNotEvaluated":{"$ref":"#/definitions/shape4"},"onRuleError":{"$ref":"#/definitions/shape4"},"onDeadline":{"$ref":"#/definitions/shape5"},"onInternalError":{"$ref":"#/definitions/shape5"},"mutations":{"type":"object","additionalProperties":false,"properties":{"remove-duplicate-icsp-mirror":{"$ref":"#/definitions/shape6"},"remove-duplicate-mirror":{"$ref":"#/definitions/shape6"},"remove-final-source":{"$ref":"#/definitions/shape6"},"remove-https":{"$ref":"#/definitions/shape6"},"remove-namespace":{"$ref":"#/definitions/shape6"},"remove-status":{"$ref":"#/definitions/shape6"},"remove-trailing-slash":{"$ref":"#/definitions/shape6"},"trim-whitespace":{"$ref":"#/definitions/shape6"}}},"exemptions":{"type":"array","items":{"type":"object","additionalProperties":false,"properties":{"name":{"$ref":"#/definitions/shape7"},"reason":{"$ref":"#/definitions/shape7"},"ticket":{"$ref":"#/definitions/shape7"},"expires":{"$ref":"#/definitions/shape7"},"rules":{"type":"array","items":{"enum":["no-bare-host-mirror","no-blocked-mirror","no-broad-source","no-change-in-hosted-cluster","no-clash-inside-wildcard-source","no-clashing-payload-blocks","no-conflicting-mirror-order","no-conflicting-policy-in-object","no-conflicting-source-policy","no-default-port-source","no-denied-mirror","no-different-pulls-on-windows","no-duplicate-mirror","no-duplicate-object","no-icsp-beside-mirror-sets","no-icsp-upgrade-trap","no-ignored-registry-lists","no-image-config-deletion","no-image-content-policy","no-index-docker-io-mirror","no-insecure-mirror","no-insecure-port-mismatch","no-ipv6-address","no-leftover-policy-change","no-malformed-wildcard-source","no-managed-registry-source","no-mirror-inside-source","no-mirror-set-before-4-13","no-mirrors-hidden-from-hosted-clusters","no-mirrors-of-broader-source","no-namespace-or-status","no-never-contact-bypass","no-never-contact-for-imports","no-never-contact-gap","no-never-contacted-mirror","no-operator-stop-after-upgrade","no-overlong-mirror","no-oversized-object","no-oversized-registries-conf","no-payload-only-policy","no-placeholder","no-policy-without-mirrors","no-port-spanning-source","no-protected-source","no-reserved-name","no-scheme","no-shadowed-mirrors","no-shallow-docker-io-mirror","no-shallow-docker-io-source","no-short-name-source","no-single-label-mirror","no-source-among-mirrors","no-source-contacted-early","no-source-in-blocked-registry","no-source-overridden-by-machine-config","no-stopped-operator","no-surrounding-whitespace","no-tag-mirror-for-payload","no-tag-or-digest","no-trailing-slash","no-unknown-field","no-unloadable-registries-conf","no-unmatchable-source","no-unmirrored-payload","no-unreachable-payload","no-uppercase-path","no-uppercase-source-host","no-wildcard-mirror","no-wildcard-path-collision","no-wildcard-source-before-4-16","no-wildcard-source-for-imports","prefer-direct-mirrors","prefer-files-for-oc","prefer-image-digest-mirror-set","prefer-inherited-mirrors","prefer-next-payload-mirror","prefer-one-entry-for-pull-through","prefer-one-list-per-source","prefer-removing-replaced-icsp","prefer-single-entry","prefer-stable-mirror-order","require-allowed-catalog","require-allowed-mirror","require-allowed-source","require-contactable-source","require-entries","require-installer-location","require-known-kind","require-listed-mirror","require-matching-api-version","require-mirror-credentials","require-mirrors","require-mirrors-for-both-pulls","require-mirrors-for-whole-payload","require-signature-acknowledgement","require-signatures-at-mirrors","require-source-policy","require-tag-mirrors-for-catalog","require-usable-port","require-valid-location","require-valid-name","require-valid-registry-lists","require-valid-structure","rollout-blocked","rollout-drain","rollout-no-effect","rollout-paused-pool","rollout-payload-blocked","rollout-payload-unblocked","rollout-pulls-taken-over","rollout-reload","*"]},"minItems":1},"users":{"$ref":"#/definitions/shape8"},"groups":{"$ref":"#/definitions/shape8"},"serviceAccounts":{"$ref":"#/definitions/shape9"},"kinds":{"type":"array","items":{"enum":["ImageDigestMirrorSet","ImageTagMirrorSet","ImageContentSourcePolicy","Image"]},"minItems":1},"names":{"$ref":"#/definitions/shape8"},"labels":{"type":"object","additionalProperties":{"$ref":"#/definitions/shape2"},"minProperties":1},"sources":{"$ref":"#/definitions/shape1"}},"required":["name","reason","rules"]}},"breakGlass":{"type":"object","additionalProperties":false,"properties":{"users":{"$ref":"#/definitions/shape8"},"groups":{"$ref":"#/definitions/shape8"},"serviceAccounts":{"$ref":"#/definitions/shape9"}},"minProperties":1}},"definitions":{"level":{"enum":["deny","warn","audit","off",false]},"setting":{"if":{"$ref":"#/definitions/shape0"},"then":{"type":"object","additionalProperties":false,"properties":{"level":{"$ref":"#/definitions/level"}}},"else":{"$ref":"#/definitions/level"}},"settingWithOptions":{"if":{"$ref":"#/definitions/shape0"},"then":{"type":"object","additionalProperties":false,"properties":{"level":{"$ref":"#/definitions/level"},"options":{}}},"else":{"$ref":"#/definitions/level"}},"shape0":{"type":"object"},"shape1":{"type":"array","items":{"$ref":"#/definitions/shape2"},"minItems":1},"shape2":{"type":"string"},"shape3":{"type":"object","additionalProperties":false,"properties":{"sources":{"$ref":"#/definitions/shape1"}},"required":["sources"]},"shape4":{"enum":["deny","warn","audit"]},"shape5":{"enum":["deny","warn"]},"shape6":{"enum":["on","off",true,false]},"shape7":{"type":"string","pattern":"\\S"},"shape8":{"type":"array","items":{"$ref":"#/definitions/shape7"},"minItems":1},"shape9":{"type":"array","items":{"$ref":"#/definitions/shape10"},"minItems":1},"shape10":{"type":"string","pattern":"^[^/]+/[^/]+$"}},"$id":"policy"};
const func2 = Object.prototype.hasOwnProperty;
const schema7 = {"if":{"$ref":"#/definitions/shape0"},"then":{"type":"object","additionalProperties":false,"properties":{"level":{"$ref":"#/definitions/level"}}},"else":{"$ref":"#/definitions/level"}};
const schema8 = {"type":"object"};

function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!(data && typeof data == "object" && !Array.isArray(data))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
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

const schema9 = {"enum":["deny","warn","audit","off",false]};

function validate25(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!(((((data === "deny") || (data === "warn")) || (data === "audit")) || (data === "off")) || (data === false))){
const err0 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema9.enum}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate25.errors = vErrors;
return errors === 0;
}


function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = true;
const _errs1 = errors;
if(!(validate23(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
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
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(key0 === "level")){
const err0 = {instancePath,schemaPath:"#/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.level !== undefined){
if(!(validate25(data.level, {instancePath:instancePath+"/level",parentData:data,parentDataProperty:"level",rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/then/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var _valid0 = _errs2 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs6 = errors;
if(!(validate25(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
var _valid0 = _errs6 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err2 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate22.errors = vErrors;
return errors === 0;
}

const schema10 = {"if":{"$ref":"#/definitions/shape0"},"then":{"type":"object","additionalProperties":false,"properties":{"level":{"$ref":"#/definitions/level"},"options":{}}},"else":{"$ref":"#/definitions/level"}};

function validate29(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = true;
const _errs1 = errors;
if(!(validate23(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
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
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((key0 === "level") || (key0 === "options"))){
const err0 = {instancePath,schemaPath:"#/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.level !== undefined){
if(!(validate25(data.level, {instancePath:instancePath+"/level",parentData:data,parentDataProperty:"level",rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/then/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var _valid0 = _errs2 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs6 = errors;
if(!(validate25(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
var _valid0 = _errs6 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err2 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate29.errors = vErrors;
return errors === 0;
}

const schema11 = {"type":"array","items":{"$ref":"#/definitions/shape2"},"minItems":1};
const schema12 = {"type":"string"};

function validate35(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data !== "string"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate35.errors = vErrors;
return errors === 0;
}


function validate34(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(Array.isArray(data)){
if(data.length < 1){
const err0 = {instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(!(validate35(data[i0], {instancePath:instancePath+"/" + i0,parentData:data,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
errors = vErrors.length;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate34.errors = vErrors;
return errors === 0;
}

const schema13 = {"type":"object","additionalProperties":false,"properties":{"sources":{"$ref":"#/definitions/shape1"}},"required":["sources"]};

function validate40(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.sources === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "sources"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(key0 === "sources")){
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
if(data.sources !== undefined){
if(!(validate34(data.sources, {instancePath:instancePath+"/sources",parentData:data,parentDataProperty:"sources",rootData}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate40.errors = vErrors;
return errors === 0;
}

const schema14 = {"enum":["deny","warn","audit"]};

function validate52(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!(((data === "deny") || (data === "warn")) || (data === "audit"))){
const err0 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema14.enum}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate52.errors = vErrors;
return errors === 0;
}

const schema15 = {"enum":["deny","warn"]};

function validate55(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!((data === "deny") || (data === "warn"))){
const err0 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema15.enum}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate55.errors = vErrors;
return errors === 0;
}

const schema16 = {"enum":["on","off",true,false]};

function validate58(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!((((data === "on") || (data === "off")) || (data === true)) || (data === false))){
const err0 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema16.enum}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate58.errors = vErrors;
return errors === 0;
}

const schema17 = {"type":"string","pattern":"\\S"};
const pattern0 = new RegExp("\\S", "u");

function validate67(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(!pattern0.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "\\S"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate67.errors = vErrors;
return errors === 0;
}

const schema18 = {"type":"array","items":{"$ref":"#/definitions/shape7"},"minItems":1};

function validate72(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(Array.isArray(data)){
if(data.length < 1){
const err0 = {instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(!(validate67(data[i0], {instancePath:instancePath+"/" + i0,parentData:data,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors);
errors = vErrors.length;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate72.errors = vErrors;
return errors === 0;
}

const schema19 = {"type":"array","items":{"$ref":"#/definitions/shape10"},"minItems":1};
const schema20 = {"type":"string","pattern":"^[^/]+/[^/]+$"};
const pattern1 = new RegExp("^[^/]+/[^/]+$", "u");

function validate77(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(!pattern1.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^[^/]+/[^/]+$"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate77.errors = vErrors;
return errors === 0;
}


function validate76(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(Array.isArray(data)){
if(data.length < 1){
const err0 = {instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(!(validate77(data[i0], {instancePath:instancePath+"/" + i0,parentData:data,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
errors = vErrors.length;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate76.errors = vErrors;
return errors === 0;
}


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
if(!(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((key1 === "no-bare-host-mirror") || (key1 === "no-blocked-mirror")) || (key1 === "no-broad-source")) || (key1 === "no-change-in-hosted-cluster")) || (key1 === "no-clash-inside-wildcard-source")) || (key1 === "no-clashing-payload-blocks")) || (key1 === "no-conflicting-mirror-order")) || (key1 === "no-conflicting-policy-in-object")) || (key1 === "no-conflicting-source-policy")) || (key1 === "no-default-port-source")) || (key1 === "no-denied-mirror")) || (key1 === "no-different-pulls-on-windows")) || (key1 === "no-duplicate-mirror")) || (key1 === "no-duplicate-object")) || (key1 === "no-icsp-beside-mirror-sets")) || (key1 === "no-icsp-upgrade-trap")) || (key1 === "no-ignored-registry-lists")) || (key1 === "no-image-config-deletion")) || (key1 === "no-image-content-policy")) || (key1 === "no-index-docker-io-mirror")) || (key1 === "no-insecure-mirror")) || (key1 === "no-insecure-port-mismatch")) || (key1 === "no-ipv6-address")) || (key1 === "no-leftover-policy-change")) || (key1 === "no-malformed-wildcard-source")) || (key1 === "no-managed-registry-source")) || (key1 === "no-mirror-inside-source")) || (key1 === "no-mirror-set-before-4-13")) || (key1 === "no-mirrors-hidden-from-hosted-clusters")) || (key1 === "no-mirrors-of-broader-source")) || (key1 === "no-namespace-or-status")) || (key1 === "no-never-contact-bypass")) || (key1 === "no-never-contact-for-imports")) || (key1 === "no-never-contact-gap")) || (key1 === "no-never-contacted-mirror")) || (key1 === "no-operator-stop-after-upgrade")) || (key1 === "no-overlong-mirror")) || (key1 === "no-oversized-object")) || (key1 === "no-oversized-registries-conf")) || (key1 === "no-payload-only-policy")) || (key1 === "no-placeholder")) || (key1 === "no-policy-without-mirrors")) || (key1 === "no-port-spanning-source")) || (key1 === "no-protected-source")) || (key1 === "no-reserved-name")) || (key1 === "no-scheme")) || (key1 === "no-shadowed-mirrors")) || (key1 === "no-shallow-docker-io-mirror")) || (key1 === "no-shallow-docker-io-source")) || (key1 === "no-short-name-source")) || (key1 === "no-single-label-mirror")) || (key1 === "no-source-among-mirrors")) || (key1 === "no-source-contacted-early")) || (key1 === "no-source-in-blocked-registry")) || (key1 === "no-source-overridden-by-machine-config")) || (key1 === "no-stopped-operator")) || (key1 === "no-surrounding-whitespace")) || (key1 === "no-tag-mirror-for-payload")) || (key1 === "no-tag-or-digest")) || (key1 === "no-trailing-slash")) || (key1 === "no-unknown-field")) || (key1 === "no-unloadable-registries-conf")) || (key1 === "no-unmatchable-source")) || (key1 === "no-unmirrored-payload")) || (key1 === "no-unreachable-payload")) || (key1 === "no-uppercase-path")) || (key1 === "no-uppercase-source-host")) || (key1 === "no-wildcard-mirror")) || (key1 === "no-wildcard-path-collision")) || (key1 === "no-wildcard-source-before-4-16")) || (key1 === "no-wildcard-source-for-imports")) || (key1 === "prefer-direct-mirrors")) || (key1 === "prefer-files-for-oc")) || (key1 === "prefer-image-digest-mirror-set")) || (key1 === "prefer-inherited-mirrors")) || (key1 === "prefer-next-payload-mirror")) || (key1 === "prefer-one-entry-for-pull-through")) || (key1 === "prefer-one-list-per-source")) || (key1 === "prefer-removing-replaced-icsp")) || (key1 === "prefer-single-entry")) || (key1 === "prefer-stable-mirror-order")) || (key1 === "require-allowed-catalog")) || (key1 === "require-allowed-mirror")) || (key1 === "require-allowed-source")) || (key1 === "require-contactable-source")) || (key1 === "require-entries")) || (key1 === "require-installer-location")) || (key1 === "require-known-kind")) || (key1 === "require-listed-mirror")) || (key1 === "require-matching-api-version")) || (key1 === "require-mirror-credentials")) || (key1 === "require-mirrors")) || (key1 === "require-mirrors-for-both-pulls")) || (key1 === "require-mirrors-for-whole-payload")) || (key1 === "require-signature-acknowledgement")) || (key1 === "require-signatures-at-mirrors")) || (key1 === "require-source-policy")) || (key1 === "require-tag-mirrors-for-catalog")) || (key1 === "require-usable-port")) || (key1 === "require-valid-location")) || (key1 === "require-valid-name")) || (key1 === "require-valid-registry-lists")) || (key1 === "require-valid-structure")) || (key1 === "rollout-blocked")) || (key1 === "rollout-drain")) || (key1 === "rollout-no-effect")) || (key1 === "rollout-paused-pool")) || (key1 === "rollout-payload-blocked")) || (key1 === "rollout-payload-unblocked")) || (key1 === "rollout-pulls-taken-over")) || (key1 === "rollout-reload"))){
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
if(!(validate29(data5, {instancePath:instancePath+"/rules/no-denied-mirror",parentData:data3,parentDataProperty:"no-denied-mirror",rootData}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.options !== undefined){
let data6 = data5.options;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.denied === undefined){
const err6 = {instancePath:instancePath+"/rules/no-denied-mirror/options",schemaPath:"#/properties/rules/properties/no-denied-mirror/properties/options/required",keyword:"required",params:{missingProperty: "denied"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
for(const key3 in data6){
if(!(key3 === "denied")){
const err7 = {instancePath:instancePath+"/rules/no-denied-mirror/options",schemaPath:"#/properties/rules/properties/no-denied-mirror/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data6.denied !== undefined){
if(!(validate34(data6.denied, {instancePath:instancePath+"/rules/no-denied-mirror/options/denied",parentData:data6,parentDataProperty:"denied",rootData}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
}
else {
const err8 = {instancePath:instancePath+"/rules/no-denied-mirror/options",schemaPath:"#/properties/rules/properties/no-denied-mirror/properties/options/type",keyword:"type",params:{type: "object"}};
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
}
if(data3["no-managed-registry-source"] !== undefined){
let data8 = data3["no-managed-registry-source"];
if(!(validate29(data8, {instancePath:instancePath+"/rules/no-managed-registry-source",parentData:data3,parentDataProperty:"no-managed-registry-source",rootData}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(data8.options !== undefined){
let data9 = data8.options;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
for(const key4 in data9){
if(!(key4 === "platform")){
const err9 = {instancePath:instancePath+"/rules/no-managed-registry-source/options",schemaPath:"#/properties/rules/properties/no-managed-registry-source/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data9.platform !== undefined){
let data10 = data9.platform;
if(!((data10 === "detect") || (data10 === "managed"))){
const err10 = {instancePath:instancePath+"/rules/no-managed-registry-source/options/platform",schemaPath:"#/properties/rules/properties/no-managed-registry-source/properties/options/properties/platform/enum",keyword:"enum",params:{allowedValues: schema6.properties.rules.properties["no-managed-registry-source"].properties.options.properties.platform.enum}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/rules/no-managed-registry-source/options",schemaPath:"#/properties/rules/properties/no-managed-registry-source/properties/options/type",keyword:"type",params:{type: "object"}};
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
}
if(data3["no-protected-source"] !== undefined){
let data11 = data3["no-protected-source"];
if(!(validate29(data11, {instancePath:instancePath+"/rules/no-protected-source",parentData:data3,parentDataProperty:"no-protected-source",rootData}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.options !== undefined){
if(!(validate40(data11.options, {instancePath:instancePath+"/rules/no-protected-source/options",parentData:data11,parentDataProperty:"options",rootData}))){
vErrors = vErrors === null ? validate40.errors : vErrors.concat(validate40.errors);
errors = vErrors.length;
}
}
}
}
if(data3["require-allowed-mirror"] !== undefined){
let data13 = data3["require-allowed-mirror"];
if(!(validate29(data13, {instancePath:instancePath+"/rules/require-allowed-mirror",parentData:data3,parentDataProperty:"require-allowed-mirror",rootData}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if(data13.options !== undefined){
let data14 = data13.options;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
if(data14.allowed === undefined){
const err12 = {instancePath:instancePath+"/rules/require-allowed-mirror/options",schemaPath:"#/properties/rules/properties/require-allowed-mirror/properties/options/required",keyword:"required",params:{missingProperty: "allowed"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
for(const key5 in data14){
if(!(key5 === "allowed")){
const err13 = {instancePath:instancePath+"/rules/require-allowed-mirror/options",schemaPath:"#/properties/rules/properties/require-allowed-mirror/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data14.allowed !== undefined){
if(!(validate34(data14.allowed, {instancePath:instancePath+"/rules/require-allowed-mirror/options/allowed",parentData:data14,parentDataProperty:"allowed",rootData}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
}
else {
const err14 = {instancePath:instancePath+"/rules/require-allowed-mirror/options",schemaPath:"#/properties/rules/properties/require-allowed-mirror/properties/options/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
}
if(data3["require-contactable-source"] !== undefined){
let data16 = data3["require-contactable-source"];
if(!(validate29(data16, {instancePath:instancePath+"/rules/require-contactable-source",parentData:data3,parentDataProperty:"require-contactable-source",rootData}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.options !== undefined){
if(!(validate40(data16.options, {instancePath:instancePath+"/rules/require-contactable-source/options",parentData:data16,parentDataProperty:"options",rootData}))){
vErrors = vErrors === null ? validate40.errors : vErrors.concat(validate40.errors);
errors = vErrors.length;
}
}
}
}
if(data3["require-listed-mirror"] !== undefined){
let data18 = data3["require-listed-mirror"];
if(!(validate29(data18, {instancePath:instancePath+"/rules/require-listed-mirror",parentData:data3,parentDataProperty:"require-listed-mirror",rootData}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
if(data18.options !== undefined){
let data19 = data18.options;
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
if(data19.required === undefined){
const err15 = {instancePath:instancePath+"/rules/require-listed-mirror/options",schemaPath:"#/properties/rules/properties/require-listed-mirror/properties/options/required",keyword:"required",params:{missingProperty: "required"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
for(const key6 in data19){
if(!(key6 === "required")){
const err16 = {instancePath:instancePath+"/rules/require-listed-mirror/options",schemaPath:"#/properties/rules/properties/require-listed-mirror/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data19.required !== undefined){
let data20 = data19.required;
if(Array.isArray(data20)){
if(data20.length < 1){
const err17 = {instancePath:instancePath+"/rules/require-listed-mirror/options/required",schemaPath:"#/properties/rules/properties/require-listed-mirror/properties/options/properties/required/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
const len0 = data20.length;
for(let i0=0; i0<len0; i0++){
let data21 = data20[i0];
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
if(data21.source === undefined){
const err18 = {instancePath:instancePath+"/rules/require-listed-mirror/options/required/" + i0,schemaPath:"#/properties/rules/properties/require-listed-mirror/properties/options/properties/required/items/required",keyword:"required",params:{missingProperty: "source"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data21.mirrors === undefined){
const err19 = {instancePath:instancePath+"/rules/require-listed-mirror/options/required/" + i0,schemaPath:"#/properties/rules/properties/require-listed-mirror/properties/options/properties/required/items/required",keyword:"required",params:{missingProperty: "mirrors"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
for(const key7 in data21){
if(!((key7 === "source") || (key7 === "mirrors"))){
const err20 = {instancePath:instancePath+"/rules/require-listed-mirror/options/required/" + i0,schemaPath:"#/properties/rules/properties/require-listed-mirror/properties/options/properties/required/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data21.source !== undefined){
if(!(validate35(data21.source, {instancePath:instancePath+"/rules/require-listed-mirror/options/required/" + i0+"/source",parentData:data21,parentDataProperty:"source",rootData}))){
vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
errors = vErrors.length;
}
}
if(data21.mirrors !== undefined){
if(!(validate34(data21.mirrors, {instancePath:instancePath+"/rules/require-listed-mirror/options/required/" + i0+"/mirrors",parentData:data21,parentDataProperty:"mirrors",rootData}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
}
else {
const err21 = {instancePath:instancePath+"/rules/require-listed-mirror/options/required/" + i0,schemaPath:"#/properties/rules/properties/require-listed-mirror/properties/options/properties/required/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/rules/require-listed-mirror/options/required",schemaPath:"#/properties/rules/properties/require-listed-mirror/properties/options/properties/required/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
else {
const err23 = {instancePath:instancePath+"/rules/require-listed-mirror/options",schemaPath:"#/properties/rules/properties/require-listed-mirror/properties/options/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
}
if(data3["require-source-policy"] !== undefined){
let data24 = data3["require-source-policy"];
if(!(validate29(data24, {instancePath:instancePath+"/rules/require-source-policy",parentData:data3,parentDataProperty:"require-source-policy",rootData}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
if(data24.options !== undefined){
let data25 = data24.options;
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
if(data25.required === undefined){
const err24 = {instancePath:instancePath+"/rules/require-source-policy/options",schemaPath:"#/properties/rules/properties/require-source-policy/properties/options/required",keyword:"required",params:{missingProperty: "required"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
for(const key8 in data25){
if(!(key8 === "required")){
const err25 = {instancePath:instancePath+"/rules/require-source-policy/options",schemaPath:"#/properties/rules/properties/require-source-policy/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data25.required !== undefined){
let data26 = data25.required;
if(Array.isArray(data26)){
if(data26.length < 1){
const err26 = {instancePath:instancePath+"/rules/require-source-policy/options/required",schemaPath:"#/properties/rules/properties/require-source-policy/properties/options/properties/required/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
const len1 = data26.length;
for(let i1=0; i1<len1; i1++){
let data27 = data26[i1];
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
if(data27.source === undefined){
const err27 = {instancePath:instancePath+"/rules/require-source-policy/options/required/" + i1,schemaPath:"#/properties/rules/properties/require-source-policy/properties/options/properties/required/items/required",keyword:"required",params:{missingProperty: "source"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(data27.policy === undefined){
const err28 = {instancePath:instancePath+"/rules/require-source-policy/options/required/" + i1,schemaPath:"#/properties/rules/properties/require-source-policy/properties/options/properties/required/items/required",keyword:"required",params:{missingProperty: "policy"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
for(const key9 in data27){
if(!((key9 === "source") || (key9 === "policy"))){
const err29 = {instancePath:instancePath+"/rules/require-source-policy/options/required/" + i1,schemaPath:"#/properties/rules/properties/require-source-policy/properties/options/properties/required/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data27.source !== undefined){
if(!(validate35(data27.source, {instancePath:instancePath+"/rules/require-source-policy/options/required/" + i1+"/source",parentData:data27,parentDataProperty:"source",rootData}))){
vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
errors = vErrors.length;
}
}
if(data27.policy !== undefined){
let data29 = data27.policy;
if(!((data29 === "NeverContactSource") || (data29 === "AllowContactingSource"))){
const err30 = {instancePath:instancePath+"/rules/require-source-policy/options/required/" + i1+"/policy",schemaPath:"#/properties/rules/properties/require-source-policy/properties/options/properties/required/items/properties/policy/enum",keyword:"enum",params:{allowedValues: schema6.properties.rules.properties["require-source-policy"].properties.options.properties.required.items.properties.policy.enum}};
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
const err31 = {instancePath:instancePath+"/rules/require-source-policy/options/required/" + i1,schemaPath:"#/properties/rules/properties/require-source-policy/properties/options/properties/required/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
else {
const err32 = {instancePath:instancePath+"/rules/require-source-policy/options/required",schemaPath:"#/properties/rules/properties/require-source-policy/properties/options/properties/required/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath:instancePath+"/rules/require-source-policy/options",schemaPath:"#/properties/rules/properties/require-source-policy/properties/options/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
}
}
else {
const err34 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.onNotEvaluated !== undefined){
if(!(validate52(data.onNotEvaluated, {instancePath:instancePath+"/onNotEvaluated",parentData:data,parentDataProperty:"onNotEvaluated",rootData}))){
vErrors = vErrors === null ? validate52.errors : vErrors.concat(validate52.errors);
errors = vErrors.length;
}
}
if(data.onRuleError !== undefined){
if(!(validate52(data.onRuleError, {instancePath:instancePath+"/onRuleError",parentData:data,parentDataProperty:"onRuleError",rootData}))){
vErrors = vErrors === null ? validate52.errors : vErrors.concat(validate52.errors);
errors = vErrors.length;
}
}
if(data.onDeadline !== undefined){
if(!(validate55(data.onDeadline, {instancePath:instancePath+"/onDeadline",parentData:data,parentDataProperty:"onDeadline",rootData}))){
vErrors = vErrors === null ? validate55.errors : vErrors.concat(validate55.errors);
errors = vErrors.length;
}
}
if(data.onInternalError !== undefined){
if(!(validate55(data.onInternalError, {instancePath:instancePath+"/onInternalError",parentData:data,parentDataProperty:"onInternalError",rootData}))){
vErrors = vErrors === null ? validate55.errors : vErrors.concat(validate55.errors);
errors = vErrors.length;
}
}
if(data.mutations !== undefined){
let data34 = data.mutations;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
for(const key10 in data34){
if(!((((((((key10 === "remove-duplicate-icsp-mirror") || (key10 === "remove-duplicate-mirror")) || (key10 === "remove-final-source")) || (key10 === "remove-https")) || (key10 === "remove-namespace")) || (key10 === "remove-status")) || (key10 === "remove-trailing-slash")) || (key10 === "trim-whitespace"))){
const err35 = {instancePath:instancePath+"/mutations",schemaPath:"#/properties/mutations/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data34["remove-duplicate-icsp-mirror"] !== undefined){
if(!(validate58(data34["remove-duplicate-icsp-mirror"], {instancePath:instancePath+"/mutations/remove-duplicate-icsp-mirror",parentData:data34,parentDataProperty:"remove-duplicate-icsp-mirror",rootData}))){
vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
errors = vErrors.length;
}
}
if(data34["remove-duplicate-mirror"] !== undefined){
if(!(validate58(data34["remove-duplicate-mirror"], {instancePath:instancePath+"/mutations/remove-duplicate-mirror",parentData:data34,parentDataProperty:"remove-duplicate-mirror",rootData}))){
vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
errors = vErrors.length;
}
}
if(data34["remove-final-source"] !== undefined){
if(!(validate58(data34["remove-final-source"], {instancePath:instancePath+"/mutations/remove-final-source",parentData:data34,parentDataProperty:"remove-final-source",rootData}))){
vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
errors = vErrors.length;
}
}
if(data34["remove-https"] !== undefined){
if(!(validate58(data34["remove-https"], {instancePath:instancePath+"/mutations/remove-https",parentData:data34,parentDataProperty:"remove-https",rootData}))){
vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
errors = vErrors.length;
}
}
if(data34["remove-namespace"] !== undefined){
if(!(validate58(data34["remove-namespace"], {instancePath:instancePath+"/mutations/remove-namespace",parentData:data34,parentDataProperty:"remove-namespace",rootData}))){
vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
errors = vErrors.length;
}
}
if(data34["remove-status"] !== undefined){
if(!(validate58(data34["remove-status"], {instancePath:instancePath+"/mutations/remove-status",parentData:data34,parentDataProperty:"remove-status",rootData}))){
vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
errors = vErrors.length;
}
}
if(data34["remove-trailing-slash"] !== undefined){
if(!(validate58(data34["remove-trailing-slash"], {instancePath:instancePath+"/mutations/remove-trailing-slash",parentData:data34,parentDataProperty:"remove-trailing-slash",rootData}))){
vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
errors = vErrors.length;
}
}
if(data34["trim-whitespace"] !== undefined){
if(!(validate58(data34["trim-whitespace"], {instancePath:instancePath+"/mutations/trim-whitespace",parentData:data34,parentDataProperty:"trim-whitespace",rootData}))){
vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
errors = vErrors.length;
}
}
}
else {
const err36 = {instancePath:instancePath+"/mutations",schemaPath:"#/properties/mutations/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data.exemptions !== undefined){
let data43 = data.exemptions;
if(Array.isArray(data43)){
const len2 = data43.length;
for(let i2=0; i2<len2; i2++){
let data44 = data43[i2];
if(data44 && typeof data44 == "object" && !Array.isArray(data44)){
if(data44.name === undefined){
const err37 = {instancePath:instancePath+"/exemptions/" + i2,schemaPath:"#/properties/exemptions/items/required",keyword:"required",params:{missingProperty: "name"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(data44.reason === undefined){
const err38 = {instancePath:instancePath+"/exemptions/" + i2,schemaPath:"#/properties/exemptions/items/required",keyword:"required",params:{missingProperty: "reason"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(data44.rules === undefined){
const err39 = {instancePath:instancePath+"/exemptions/" + i2,schemaPath:"#/properties/exemptions/items/required",keyword:"required",params:{missingProperty: "rules"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
for(const key11 in data44){
if(!(func2.call(schema6.properties.exemptions.items.properties, key11))){
const err40 = {instancePath:instancePath+"/exemptions/" + i2,schemaPath:"#/properties/exemptions/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data44.name !== undefined){
if(!(validate67(data44.name, {instancePath:instancePath+"/exemptions/" + i2+"/name",parentData:data44,parentDataProperty:"name",rootData}))){
vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors);
errors = vErrors.length;
}
}
if(data44.reason !== undefined){
if(!(validate67(data44.reason, {instancePath:instancePath+"/exemptions/" + i2+"/reason",parentData:data44,parentDataProperty:"reason",rootData}))){
vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors);
errors = vErrors.length;
}
}
if(data44.ticket !== undefined){
if(!(validate67(data44.ticket, {instancePath:instancePath+"/exemptions/" + i2+"/ticket",parentData:data44,parentDataProperty:"ticket",rootData}))){
vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors);
errors = vErrors.length;
}
}
if(data44.expires !== undefined){
if(!(validate67(data44.expires, {instancePath:instancePath+"/exemptions/" + i2+"/expires",parentData:data44,parentDataProperty:"expires",rootData}))){
vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors);
errors = vErrors.length;
}
}
if(data44.rules !== undefined){
let data49 = data44.rules;
if(Array.isArray(data49)){
if(data49.length < 1){
const err41 = {instancePath:instancePath+"/exemptions/" + i2+"/rules",schemaPath:"#/properties/exemptions/items/properties/rules/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
const len3 = data49.length;
for(let i3=0; i3<len3; i3++){
let data50 = data49[i3];
if(!((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((data50 === "no-bare-host-mirror") || (data50 === "no-blocked-mirror")) || (data50 === "no-broad-source")) || (data50 === "no-change-in-hosted-cluster")) || (data50 === "no-clash-inside-wildcard-source")) || (data50 === "no-clashing-payload-blocks")) || (data50 === "no-conflicting-mirror-order")) || (data50 === "no-conflicting-policy-in-object")) || (data50 === "no-conflicting-source-policy")) || (data50 === "no-default-port-source")) || (data50 === "no-denied-mirror")) || (data50 === "no-different-pulls-on-windows")) || (data50 === "no-duplicate-mirror")) || (data50 === "no-duplicate-object")) || (data50 === "no-icsp-beside-mirror-sets")) || (data50 === "no-icsp-upgrade-trap")) || (data50 === "no-ignored-registry-lists")) || (data50 === "no-image-config-deletion")) || (data50 === "no-image-content-policy")) || (data50 === "no-index-docker-io-mirror")) || (data50 === "no-insecure-mirror")) || (data50 === "no-insecure-port-mismatch")) || (data50 === "no-ipv6-address")) || (data50 === "no-leftover-policy-change")) || (data50 === "no-malformed-wildcard-source")) || (data50 === "no-managed-registry-source")) || (data50 === "no-mirror-inside-source")) || (data50 === "no-mirror-set-before-4-13")) || (data50 === "no-mirrors-hidden-from-hosted-clusters")) || (data50 === "no-mirrors-of-broader-source")) || (data50 === "no-namespace-or-status")) || (data50 === "no-never-contact-bypass")) || (data50 === "no-never-contact-for-imports")) || (data50 === "no-never-contact-gap")) || (data50 === "no-never-contacted-mirror")) || (data50 === "no-operator-stop-after-upgrade")) || (data50 === "no-overlong-mirror")) || (data50 === "no-oversized-object")) || (data50 === "no-oversized-registries-conf")) || (data50 === "no-payload-only-policy")) || (data50 === "no-placeholder")) || (data50 === "no-policy-without-mirrors")) || (data50 === "no-port-spanning-source")) || (data50 === "no-protected-source")) || (data50 === "no-reserved-name")) || (data50 === "no-scheme")) || (data50 === "no-shadowed-mirrors")) || (data50 === "no-shallow-docker-io-mirror")) || (data50 === "no-shallow-docker-io-source")) || (data50 === "no-short-name-source")) || (data50 === "no-single-label-mirror")) || (data50 === "no-source-among-mirrors")) || (data50 === "no-source-contacted-early")) || (data50 === "no-source-in-blocked-registry")) || (data50 === "no-source-overridden-by-machine-config")) || (data50 === "no-stopped-operator")) || (data50 === "no-surrounding-whitespace")) || (data50 === "no-tag-mirror-for-payload")) || (data50 === "no-tag-or-digest")) || (data50 === "no-trailing-slash")) || (data50 === "no-unknown-field")) || (data50 === "no-unloadable-registries-conf")) || (data50 === "no-unmatchable-source")) || (data50 === "no-unmirrored-payload")) || (data50 === "no-unreachable-payload")) || (data50 === "no-uppercase-path")) || (data50 === "no-uppercase-source-host")) || (data50 === "no-wildcard-mirror")) || (data50 === "no-wildcard-path-collision")) || (data50 === "no-wildcard-source-before-4-16")) || (data50 === "no-wildcard-source-for-imports")) || (data50 === "prefer-direct-mirrors")) || (data50 === "prefer-files-for-oc")) || (data50 === "prefer-image-digest-mirror-set")) || (data50 === "prefer-inherited-mirrors")) || (data50 === "prefer-next-payload-mirror")) || (data50 === "prefer-one-entry-for-pull-through")) || (data50 === "prefer-one-list-per-source")) || (data50 === "prefer-removing-replaced-icsp")) || (data50 === "prefer-single-entry")) || (data50 === "prefer-stable-mirror-order")) || (data50 === "require-allowed-catalog")) || (data50 === "require-allowed-mirror")) || (data50 === "require-allowed-source")) || (data50 === "require-contactable-source")) || (data50 === "require-entries")) || (data50 === "require-installer-location")) || (data50 === "require-known-kind")) || (data50 === "require-listed-mirror")) || (data50 === "require-matching-api-version")) || (data50 === "require-mirror-credentials")) || (data50 === "require-mirrors")) || (data50 === "require-mirrors-for-both-pulls")) || (data50 === "require-mirrors-for-whole-payload")) || (data50 === "require-signature-acknowledgement")) || (data50 === "require-signatures-at-mirrors")) || (data50 === "require-source-policy")) || (data50 === "require-tag-mirrors-for-catalog")) || (data50 === "require-usable-port")) || (data50 === "require-valid-location")) || (data50 === "require-valid-name")) || (data50 === "require-valid-registry-lists")) || (data50 === "require-valid-structure")) || (data50 === "rollout-blocked")) || (data50 === "rollout-drain")) || (data50 === "rollout-no-effect")) || (data50 === "rollout-paused-pool")) || (data50 === "rollout-payload-blocked")) || (data50 === "rollout-payload-unblocked")) || (data50 === "rollout-pulls-taken-over")) || (data50 === "rollout-reload")) || (data50 === "*"))){
const err42 = {instancePath:instancePath+"/exemptions/" + i2+"/rules/" + i3,schemaPath:"#/properties/exemptions/items/properties/rules/items/enum",keyword:"enum",params:{allowedValues: schema6.properties.exemptions.items.properties.rules.items.enum}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
}
else {
const err43 = {instancePath:instancePath+"/exemptions/" + i2+"/rules",schemaPath:"#/properties/exemptions/items/properties/rules/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data44.users !== undefined){
if(!(validate72(data44.users, {instancePath:instancePath+"/exemptions/" + i2+"/users",parentData:data44,parentDataProperty:"users",rootData}))){
vErrors = vErrors === null ? validate72.errors : vErrors.concat(validate72.errors);
errors = vErrors.length;
}
}
if(data44.groups !== undefined){
if(!(validate72(data44.groups, {instancePath:instancePath+"/exemptions/" + i2+"/groups",parentData:data44,parentDataProperty:"groups",rootData}))){
vErrors = vErrors === null ? validate72.errors : vErrors.concat(validate72.errors);
errors = vErrors.length;
}
}
if(data44.serviceAccounts !== undefined){
if(!(validate76(data44.serviceAccounts, {instancePath:instancePath+"/exemptions/" + i2+"/serviceAccounts",parentData:data44,parentDataProperty:"serviceAccounts",rootData}))){
vErrors = vErrors === null ? validate76.errors : vErrors.concat(validate76.errors);
errors = vErrors.length;
}
}
if(data44.kinds !== undefined){
let data54 = data44.kinds;
if(Array.isArray(data54)){
if(data54.length < 1){
const err44 = {instancePath:instancePath+"/exemptions/" + i2+"/kinds",schemaPath:"#/properties/exemptions/items/properties/kinds/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
const len4 = data54.length;
for(let i4=0; i4<len4; i4++){
let data55 = data54[i4];
if(!((((data55 === "ImageDigestMirrorSet") || (data55 === "ImageTagMirrorSet")) || (data55 === "ImageContentSourcePolicy")) || (data55 === "Image"))){
const err45 = {instancePath:instancePath+"/exemptions/" + i2+"/kinds/" + i4,schemaPath:"#/properties/exemptions/items/properties/kinds/items/enum",keyword:"enum",params:{allowedValues: schema6.properties.exemptions.items.properties.kinds.items.enum}};
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
const err46 = {instancePath:instancePath+"/exemptions/" + i2+"/kinds",schemaPath:"#/properties/exemptions/items/properties/kinds/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data44.names !== undefined){
if(!(validate72(data44.names, {instancePath:instancePath+"/exemptions/" + i2+"/names",parentData:data44,parentDataProperty:"names",rootData}))){
vErrors = vErrors === null ? validate72.errors : vErrors.concat(validate72.errors);
errors = vErrors.length;
}
}
if(data44.labels !== undefined){
let data57 = data44.labels;
if(data57 && typeof data57 == "object" && !Array.isArray(data57)){
if(Object.keys(data57).length < 1){
const err47 = {instancePath:instancePath+"/exemptions/" + i2+"/labels",schemaPath:"#/properties/exemptions/items/properties/labels/minProperties",keyword:"minProperties",params:{limit: 1}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
for(const key12 in data57){
if(!(validate35(data57[key12], {instancePath:instancePath+"/exemptions/" + i2+"/labels/" + key12.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data57,parentDataProperty:key12,rootData}))){
vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
errors = vErrors.length;
}
}
}
else {
const err48 = {instancePath:instancePath+"/exemptions/" + i2+"/labels",schemaPath:"#/properties/exemptions/items/properties/labels/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data44.sources !== undefined){
if(!(validate34(data44.sources, {instancePath:instancePath+"/exemptions/" + i2+"/sources",parentData:data44,parentDataProperty:"sources",rootData}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
}
else {
const err49 = {instancePath:instancePath+"/exemptions/" + i2,schemaPath:"#/properties/exemptions/items/type",keyword:"type",params:{type: "object"}};
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
const err50 = {instancePath:instancePath+"/exemptions",schemaPath:"#/properties/exemptions/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data.breakGlass !== undefined){
let data60 = data.breakGlass;
if(data60 && typeof data60 == "object" && !Array.isArray(data60)){
if(Object.keys(data60).length < 1){
const err51 = {instancePath:instancePath+"/breakGlass",schemaPath:"#/properties/breakGlass/minProperties",keyword:"minProperties",params:{limit: 1}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
for(const key13 in data60){
if(!(((key13 === "users") || (key13 === "groups")) || (key13 === "serviceAccounts"))){
const err52 = {instancePath:instancePath+"/breakGlass",schemaPath:"#/properties/breakGlass/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13}};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data60.users !== undefined){
if(!(validate72(data60.users, {instancePath:instancePath+"/breakGlass/users",parentData:data60,parentDataProperty:"users",rootData}))){
vErrors = vErrors === null ? validate72.errors : vErrors.concat(validate72.errors);
errors = vErrors.length;
}
}
if(data60.groups !== undefined){
if(!(validate72(data60.groups, {instancePath:instancePath+"/breakGlass/groups",parentData:data60,parentDataProperty:"groups",rootData}))){
vErrors = vErrors === null ? validate72.errors : vErrors.concat(validate72.errors);
errors = vErrors.length;
}
}
if(data60.serviceAccounts !== undefined){
if(!(validate76(data60.serviceAccounts, {instancePath:instancePath+"/breakGlass/serviceAccounts",parentData:data60,parentDataProperty:"serviceAccounts",rootData}))){
vErrors = vErrors === null ? validate76.errors : vErrors.concat(validate76.errors);
errors = vErrors.length;
}
}
}
else {
const err53 = {instancePath:instancePath+"/breakGlass",schemaPath:"#/properties/breakGlass/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
}
else {
const err54 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}

export const policyTest: CompiledValidator = validate86;
const schema21 = {"$schema":"http://json-schema.org/draft-07/schema#","title":"Cases for mirrorguard policy test","type":"object","additionalProperties":false,"properties":{"apiVersion":{"const":"mirrorguard.io/v1"},"kind":{"const":"PolicyTest"},"policy":{"$ref":"#/definitions/shape0"},"cluster":{"$ref":"#/definitions/shape2"},"cases":{"type":"array","items":{"type":"object","additionalProperties":false,"properties":{"name":{"$ref":"#/definitions/shape0"},"operation":{"enum":["CREATE","UPDATE","DELETE"]},"object":{"$ref":"#/definitions/shape1"},"oldObject":{"$ref":"#/definitions/shape1"},"cluster":{"type":"array","items":{"$ref":"#/definitions/shape1"},"minItems":1},"user":{"$ref":"#/definitions/shape0"},"groups":{"$ref":"#/definitions/shape2"},"now":{"$ref":"#/definitions/shape0"},"expect":{"type":"object","additionalProperties":false,"properties":{"verdict":{"enum":["allow","deny"]},"rules":{"$ref":"#/definitions/shape3"},"notRules":{"$ref":"#/definitions/shape3"},"messages":{"$ref":"#/definitions/shape2"},"exemptions":{"$ref":"#/definitions/shape2"}},"minProperties":1}},"required":["name","expect"]},"minItems":1}},"required":["cases"],"definitions":{"shape0":{"type":"string","pattern":"\\S"},"shape1":{"type":"object"},"shape2":{"type":"array","items":{"$ref":"#/definitions/shape0"},"minItems":1},"shape3":{"type":"array","items":{"$ref":"#/definitions/shape4"},"minItems":1},"shape4":{"enum":["no-bare-host-mirror","no-blocked-mirror","no-broad-source","no-change-in-hosted-cluster","no-clash-inside-wildcard-source","no-clashing-payload-blocks","no-conflicting-mirror-order","no-conflicting-policy-in-object","no-conflicting-source-policy","no-default-port-source","no-denied-mirror","no-different-pulls-on-windows","no-duplicate-mirror","no-duplicate-object","no-icsp-beside-mirror-sets","no-icsp-upgrade-trap","no-ignored-registry-lists","no-image-config-deletion","no-image-content-policy","no-index-docker-io-mirror","no-insecure-mirror","no-insecure-port-mismatch","no-ipv6-address","no-leftover-policy-change","no-malformed-wildcard-source","no-managed-registry-source","no-mirror-inside-source","no-mirror-set-before-4-13","no-mirrors-hidden-from-hosted-clusters","no-mirrors-of-broader-source","no-namespace-or-status","no-never-contact-bypass","no-never-contact-for-imports","no-never-contact-gap","no-never-contacted-mirror","no-operator-stop-after-upgrade","no-overlong-mirror","no-oversized-object","no-oversized-registries-conf","no-payload-only-policy","no-placeholder","no-policy-without-mirrors","no-port-spanning-source","no-protected-source","no-reserved-name","no-scheme","no-shadowed-mirrors","no-shallow-docker-io-mirror","no-shallow-docker-io-source","no-short-name-source","no-single-label-mirror","no-source-among-mirrors","no-source-contacted-early","no-source-in-blocked-registry","no-source-overridden-by-machine-config","no-stopped-operator","no-surrounding-whitespace","no-tag-mirror-for-payload","no-tag-or-digest","no-trailing-slash","no-unknown-field","no-unloadable-registries-conf","no-unmatchable-source","no-unmirrored-payload","no-unreachable-payload","no-uppercase-path","no-uppercase-source-host","no-wildcard-mirror","no-wildcard-path-collision","no-wildcard-source-before-4-16","no-wildcard-source-for-imports","prefer-direct-mirrors","prefer-files-for-oc","prefer-image-digest-mirror-set","prefer-inherited-mirrors","prefer-next-payload-mirror","prefer-one-entry-for-pull-through","prefer-one-list-per-source","prefer-removing-replaced-icsp","prefer-single-entry","prefer-stable-mirror-order","require-allowed-catalog","require-allowed-mirror","require-allowed-source","require-contactable-source","require-entries","require-installer-location","require-known-kind","require-listed-mirror","require-matching-api-version","require-mirror-credentials","require-mirrors","require-mirrors-for-both-pulls","require-mirrors-for-whole-payload","require-signature-acknowledgement","require-signatures-at-mirrors","require-source-policy","require-tag-mirrors-for-catalog","require-usable-port","require-valid-location","require-valid-name","require-valid-registry-lists","require-valid-structure","rollout-blocked","rollout-drain","rollout-no-effect","rollout-paused-pool","rollout-payload-blocked","rollout-payload-unblocked","rollout-pulls-taken-over","rollout-reload"]}},"$id":"policyTest"};
const schema22 = {"type":"string","pattern":"\\S"};

function validate87(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(!pattern0.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "\\S"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate87.errors = vErrors;
return errors === 0;
}

const schema23 = {"type":"array","items":{"$ref":"#/definitions/shape0"},"minItems":1};

function validate89(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(Array.isArray(data)){
if(data.length < 1){
const err0 = {instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(!(validate87(data[i0], {instancePath:instancePath+"/" + i0,parentData:data,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate87.errors : vErrors.concat(validate87.errors);
errors = vErrors.length;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate89.errors = vErrors;
return errors === 0;
}

const schema24 = {"type":"object"};

function validate93(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!(data && typeof data == "object" && !Array.isArray(data))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate93.errors = vErrors;
return errors === 0;
}

const schema25 = {"type":"array","items":{"$ref":"#/definitions/shape4"},"minItems":1};
const schema26 = {"enum":["no-bare-host-mirror","no-blocked-mirror","no-broad-source","no-change-in-hosted-cluster","no-clash-inside-wildcard-source","no-clashing-payload-blocks","no-conflicting-mirror-order","no-conflicting-policy-in-object","no-conflicting-source-policy","no-default-port-source","no-denied-mirror","no-different-pulls-on-windows","no-duplicate-mirror","no-duplicate-object","no-icsp-beside-mirror-sets","no-icsp-upgrade-trap","no-ignored-registry-lists","no-image-config-deletion","no-image-content-policy","no-index-docker-io-mirror","no-insecure-mirror","no-insecure-port-mismatch","no-ipv6-address","no-leftover-policy-change","no-malformed-wildcard-source","no-managed-registry-source","no-mirror-inside-source","no-mirror-set-before-4-13","no-mirrors-hidden-from-hosted-clusters","no-mirrors-of-broader-source","no-namespace-or-status","no-never-contact-bypass","no-never-contact-for-imports","no-never-contact-gap","no-never-contacted-mirror","no-operator-stop-after-upgrade","no-overlong-mirror","no-oversized-object","no-oversized-registries-conf","no-payload-only-policy","no-placeholder","no-policy-without-mirrors","no-port-spanning-source","no-protected-source","no-reserved-name","no-scheme","no-shadowed-mirrors","no-shallow-docker-io-mirror","no-shallow-docker-io-source","no-short-name-source","no-single-label-mirror","no-source-among-mirrors","no-source-contacted-early","no-source-in-blocked-registry","no-source-overridden-by-machine-config","no-stopped-operator","no-surrounding-whitespace","no-tag-mirror-for-payload","no-tag-or-digest","no-trailing-slash","no-unknown-field","no-unloadable-registries-conf","no-unmatchable-source","no-unmirrored-payload","no-unreachable-payload","no-uppercase-path","no-uppercase-source-host","no-wildcard-mirror","no-wildcard-path-collision","no-wildcard-source-before-4-16","no-wildcard-source-for-imports","prefer-direct-mirrors","prefer-files-for-oc","prefer-image-digest-mirror-set","prefer-inherited-mirrors","prefer-next-payload-mirror","prefer-one-entry-for-pull-through","prefer-one-list-per-source","prefer-removing-replaced-icsp","prefer-single-entry","prefer-stable-mirror-order","require-allowed-catalog","require-allowed-mirror","require-allowed-source","require-contactable-source","require-entries","require-installer-location","require-known-kind","require-listed-mirror","require-matching-api-version","require-mirror-credentials","require-mirrors","require-mirrors-for-both-pulls","require-mirrors-for-whole-payload","require-signature-acknowledgement","require-signatures-at-mirrors","require-source-policy","require-tag-mirrors-for-catalog","require-usable-port","require-valid-location","require-valid-name","require-valid-registry-lists","require-valid-structure","rollout-blocked","rollout-drain","rollout-no-effect","rollout-paused-pool","rollout-payload-blocked","rollout-payload-unblocked","rollout-pulls-taken-over","rollout-reload"]};

function validate101(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((data === "no-bare-host-mirror") || (data === "no-blocked-mirror")) || (data === "no-broad-source")) || (data === "no-change-in-hosted-cluster")) || (data === "no-clash-inside-wildcard-source")) || (data === "no-clashing-payload-blocks")) || (data === "no-conflicting-mirror-order")) || (data === "no-conflicting-policy-in-object")) || (data === "no-conflicting-source-policy")) || (data === "no-default-port-source")) || (data === "no-denied-mirror")) || (data === "no-different-pulls-on-windows")) || (data === "no-duplicate-mirror")) || (data === "no-duplicate-object")) || (data === "no-icsp-beside-mirror-sets")) || (data === "no-icsp-upgrade-trap")) || (data === "no-ignored-registry-lists")) || (data === "no-image-config-deletion")) || (data === "no-image-content-policy")) || (data === "no-index-docker-io-mirror")) || (data === "no-insecure-mirror")) || (data === "no-insecure-port-mismatch")) || (data === "no-ipv6-address")) || (data === "no-leftover-policy-change")) || (data === "no-malformed-wildcard-source")) || (data === "no-managed-registry-source")) || (data === "no-mirror-inside-source")) || (data === "no-mirror-set-before-4-13")) || (data === "no-mirrors-hidden-from-hosted-clusters")) || (data === "no-mirrors-of-broader-source")) || (data === "no-namespace-or-status")) || (data === "no-never-contact-bypass")) || (data === "no-never-contact-for-imports")) || (data === "no-never-contact-gap")) || (data === "no-never-contacted-mirror")) || (data === "no-operator-stop-after-upgrade")) || (data === "no-overlong-mirror")) || (data === "no-oversized-object")) || (data === "no-oversized-registries-conf")) || (data === "no-payload-only-policy")) || (data === "no-placeholder")) || (data === "no-policy-without-mirrors")) || (data === "no-port-spanning-source")) || (data === "no-protected-source")) || (data === "no-reserved-name")) || (data === "no-scheme")) || (data === "no-shadowed-mirrors")) || (data === "no-shallow-docker-io-mirror")) || (data === "no-shallow-docker-io-source")) || (data === "no-short-name-source")) || (data === "no-single-label-mirror")) || (data === "no-source-among-mirrors")) || (data === "no-source-contacted-early")) || (data === "no-source-in-blocked-registry")) || (data === "no-source-overridden-by-machine-config")) || (data === "no-stopped-operator")) || (data === "no-surrounding-whitespace")) || (data === "no-tag-mirror-for-payload")) || (data === "no-tag-or-digest")) || (data === "no-trailing-slash")) || (data === "no-unknown-field")) || (data === "no-unloadable-registries-conf")) || (data === "no-unmatchable-source")) || (data === "no-unmirrored-payload")) || (data === "no-unreachable-payload")) || (data === "no-uppercase-path")) || (data === "no-uppercase-source-host")) || (data === "no-wildcard-mirror")) || (data === "no-wildcard-path-collision")) || (data === "no-wildcard-source-before-4-16")) || (data === "no-wildcard-source-for-imports")) || (data === "prefer-direct-mirrors")) || (data === "prefer-files-for-oc")) || (data === "prefer-image-digest-mirror-set")) || (data === "prefer-inherited-mirrors")) || (data === "prefer-next-payload-mirror")) || (data === "prefer-one-entry-for-pull-through")) || (data === "prefer-one-list-per-source")) || (data === "prefer-removing-replaced-icsp")) || (data === "prefer-single-entry")) || (data === "prefer-stable-mirror-order")) || (data === "require-allowed-catalog")) || (data === "require-allowed-mirror")) || (data === "require-allowed-source")) || (data === "require-contactable-source")) || (data === "require-entries")) || (data === "require-installer-location")) || (data === "require-known-kind")) || (data === "require-listed-mirror")) || (data === "require-matching-api-version")) || (data === "require-mirror-credentials")) || (data === "require-mirrors")) || (data === "require-mirrors-for-both-pulls")) || (data === "require-mirrors-for-whole-payload")) || (data === "require-signature-acknowledgement")) || (data === "require-signatures-at-mirrors")) || (data === "require-source-policy")) || (data === "require-tag-mirrors-for-catalog")) || (data === "require-usable-port")) || (data === "require-valid-location")) || (data === "require-valid-name")) || (data === "require-valid-registry-lists")) || (data === "require-valid-structure")) || (data === "rollout-blocked")) || (data === "rollout-drain")) || (data === "rollout-no-effect")) || (data === "rollout-paused-pool")) || (data === "rollout-payload-blocked")) || (data === "rollout-payload-unblocked")) || (data === "rollout-pulls-taken-over")) || (data === "rollout-reload"))){
const err0 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema26.enum}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate101.errors = vErrors;
return errors === 0;
}


function validate100(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(Array.isArray(data)){
if(data.length < 1){
const err0 = {instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(!(validate101(data[i0], {instancePath:instancePath+"/" + i0,parentData:data,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate101.errors : vErrors.concat(validate101.errors);
errors = vErrors.length;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate100.errors = vErrors;
return errors === 0;
}


function validate86(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
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
if(!(validate87(data.policy, {instancePath:instancePath+"/policy",parentData:data,parentDataProperty:"policy",rootData}))){
vErrors = vErrors === null ? validate87.errors : vErrors.concat(validate87.errors);
errors = vErrors.length;
}
}
if(data.cluster !== undefined){
if(!(validate89(data.cluster, {instancePath:instancePath+"/cluster",parentData:data,parentDataProperty:"cluster",rootData}))){
vErrors = vErrors === null ? validate89.errors : vErrors.concat(validate89.errors);
errors = vErrors.length;
}
}
if(data.cases !== undefined){
let data4 = data.cases;
if(Array.isArray(data4)){
if(data4.length < 1){
const err4 = {instancePath:instancePath+"/cases",schemaPath:"#/properties/cases/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.name === undefined){
const err5 = {instancePath:instancePath+"/cases/" + i0,schemaPath:"#/properties/cases/items/required",keyword:"required",params:{missingProperty: "name"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data5.expect === undefined){
const err6 = {instancePath:instancePath+"/cases/" + i0,schemaPath:"#/properties/cases/items/required",keyword:"required",params:{missingProperty: "expect"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
for(const key1 in data5){
if(!(func2.call(schema21.properties.cases.items.properties, key1))){
const err7 = {instancePath:instancePath+"/cases/" + i0,schemaPath:"#/properties/cases/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data5.name !== undefined){
if(!(validate87(data5.name, {instancePath:instancePath+"/cases/" + i0+"/name",parentData:data5,parentDataProperty:"name",rootData}))){
vErrors = vErrors === null ? validate87.errors : vErrors.concat(validate87.errors);
errors = vErrors.length;
}
}
if(data5.operation !== undefined){
let data7 = data5.operation;
if(!(((data7 === "CREATE") || (data7 === "UPDATE")) || (data7 === "DELETE"))){
const err8 = {instancePath:instancePath+"/cases/" + i0+"/operation",schemaPath:"#/properties/cases/items/properties/operation/enum",keyword:"enum",params:{allowedValues: schema21.properties.cases.items.properties.operation.enum}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data5.object !== undefined){
if(!(validate93(data5.object, {instancePath:instancePath+"/cases/" + i0+"/object",parentData:data5,parentDataProperty:"object",rootData}))){
vErrors = vErrors === null ? validate93.errors : vErrors.concat(validate93.errors);
errors = vErrors.length;
}
}
if(data5.oldObject !== undefined){
if(!(validate93(data5.oldObject, {instancePath:instancePath+"/cases/" + i0+"/oldObject",parentData:data5,parentDataProperty:"oldObject",rootData}))){
vErrors = vErrors === null ? validate93.errors : vErrors.concat(validate93.errors);
errors = vErrors.length;
}
}
if(data5.cluster !== undefined){
let data10 = data5.cluster;
if(Array.isArray(data10)){
if(data10.length < 1){
const err9 = {instancePath:instancePath+"/cases/" + i0+"/cluster",schemaPath:"#/properties/cases/items/properties/cluster/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
const len1 = data10.length;
for(let i1=0; i1<len1; i1++){
if(!(validate93(data10[i1], {instancePath:instancePath+"/cases/" + i0+"/cluster/" + i1,parentData:data10,parentDataProperty:i1,rootData}))){
vErrors = vErrors === null ? validate93.errors : vErrors.concat(validate93.errors);
errors = vErrors.length;
}
}
}
else {
const err10 = {instancePath:instancePath+"/cases/" + i0+"/cluster",schemaPath:"#/properties/cases/items/properties/cluster/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data5.user !== undefined){
if(!(validate87(data5.user, {instancePath:instancePath+"/cases/" + i0+"/user",parentData:data5,parentDataProperty:"user",rootData}))){
vErrors = vErrors === null ? validate87.errors : vErrors.concat(validate87.errors);
errors = vErrors.length;
}
}
if(data5.groups !== undefined){
if(!(validate89(data5.groups, {instancePath:instancePath+"/cases/" + i0+"/groups",parentData:data5,parentDataProperty:"groups",rootData}))){
vErrors = vErrors === null ? validate89.errors : vErrors.concat(validate89.errors);
errors = vErrors.length;
}
}
if(data5.now !== undefined){
if(!(validate87(data5.now, {instancePath:instancePath+"/cases/" + i0+"/now",parentData:data5,parentDataProperty:"now",rootData}))){
vErrors = vErrors === null ? validate87.errors : vErrors.concat(validate87.errors);
errors = vErrors.length;
}
}
if(data5.expect !== undefined){
let data15 = data5.expect;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
if(Object.keys(data15).length < 1){
const err11 = {instancePath:instancePath+"/cases/" + i0+"/expect",schemaPath:"#/properties/cases/items/properties/expect/minProperties",keyword:"minProperties",params:{limit: 1}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
for(const key2 in data15){
if(!(((((key2 === "verdict") || (key2 === "rules")) || (key2 === "notRules")) || (key2 === "messages")) || (key2 === "exemptions"))){
const err12 = {instancePath:instancePath+"/cases/" + i0+"/expect",schemaPath:"#/properties/cases/items/properties/expect/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data15.verdict !== undefined){
let data16 = data15.verdict;
if(!((data16 === "allow") || (data16 === "deny"))){
const err13 = {instancePath:instancePath+"/cases/" + i0+"/expect/verdict",schemaPath:"#/properties/cases/items/properties/expect/properties/verdict/enum",keyword:"enum",params:{allowedValues: schema21.properties.cases.items.properties.expect.properties.verdict.enum}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data15.rules !== undefined){
if(!(validate100(data15.rules, {instancePath:instancePath+"/cases/" + i0+"/expect/rules",parentData:data15,parentDataProperty:"rules",rootData}))){
vErrors = vErrors === null ? validate100.errors : vErrors.concat(validate100.errors);
errors = vErrors.length;
}
}
if(data15.notRules !== undefined){
if(!(validate100(data15.notRules, {instancePath:instancePath+"/cases/" + i0+"/expect/notRules",parentData:data15,parentDataProperty:"notRules",rootData}))){
vErrors = vErrors === null ? validate100.errors : vErrors.concat(validate100.errors);
errors = vErrors.length;
}
}
if(data15.messages !== undefined){
if(!(validate89(data15.messages, {instancePath:instancePath+"/cases/" + i0+"/expect/messages",parentData:data15,parentDataProperty:"messages",rootData}))){
vErrors = vErrors === null ? validate89.errors : vErrors.concat(validate89.errors);
errors = vErrors.length;
}
}
if(data15.exemptions !== undefined){
if(!(validate89(data15.exemptions, {instancePath:instancePath+"/cases/" + i0+"/expect/exemptions",parentData:data15,parentDataProperty:"exemptions",rootData}))){
vErrors = vErrors === null ? validate89.errors : vErrors.concat(validate89.errors);
errors = vErrors.length;
}
}
}
else {
const err14 = {instancePath:instancePath+"/cases/" + i0+"/expect",schemaPath:"#/properties/cases/items/properties/expect/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/cases/" + i0,schemaPath:"#/properties/cases/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/cases",schemaPath:"#/properties/cases/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
validate86.errors = vErrors;
return errors === 0;
}
