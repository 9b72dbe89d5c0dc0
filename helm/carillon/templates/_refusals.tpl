{{/* Stops on values that are well-formed and cannot work. */}}
{{- define "carillon.validate" -}}
{{- include "carillon.validateTokens" . }}
{{- include "carillon.validateLog" . }}
{{- include "carillon.validatePods" . }}
{{- include "carillon.validateDoors" . }}
{{- include "carillon.validateConfig" . }}
{{- end }}

{{- define "carillon.validateTokens" -}}
{{- with .Values.tokens }}
{{- if not (or .existingSecret.name .issuers .issuerUri .jwkSetUri) }}
{{- fail "Tokens cannot be verified: set tokens.existingSecret.name, tokens.issuers, tokens.issuerUri or tokens.jwkSetUri." }}
{{- end }}
{{- if and (or .issuerUri .jwkSetUri) (or .existingSecret.name .issuers) }}
{{- fail "It is not clear whose tokens to accept: tokens.issuerUri and tokens.jwkSetUri do not go with tokens.existingSecret or tokens.issuers." }}
{{- end }}
{{- end }}
{{- end }}

{{- define "carillon.validateLog" -}}
{{- with .Values.log }}
{{- if gt (len (compact (list .existingClaim .database.url (ternary "yes" "" .persistence.enabled)))) 1 }}
{{- fail "The log is in one place: set log.persistence.enabled, log.existingClaim or log.database.url, and no two of them." }}
{{- end }}
{{- if and (or .database.username .database.existingSecret.name .database.caSecret.name) (not .database.url) }}
{{- fail "log.database.username, log.database.existingSecret and log.database.caSecret are of no use without log.database.url." }}
{{- end }}
{{- if and .database.caSecret.name (regexMatch "[?&]ssl(mode|rootcert)?=" .database.url) }}
{{- fail "log.database.caSecret sets sslmode and sslrootcert: leave them out of log.database.url." }}
{{- end }}
{{- end }}
{{- with .Values.relay }}
{{- if and (ne .type "local") (not $.Values.log.database.url) }}
{{- fail (printf "relay.type %s is of no use without log.database.url: what pods tell each other of is in PostgreSQL." .type) }}
{{- end }}
{{- if and (ne .type "local") (not .host) }}
{{- fail (printf "relay.type %s wants to know where the broker is: set relay.host." .type) }}
{{- end }}
{{- if and (eq .type "local") (or .host .existingSecret.name .tls.enabled) }}
{{- fail "relay.host, relay.existingSecret and relay.tls are of no use without relay.type rabbitmq or stomp." }}
{{- end }}
{{- if and .tls.caSecret.name (not .tls.enabled) }}
{{- fail "relay.tls.caSecret is of no use without relay.tls.enabled." }}
{{- end }}
{{- if and (eq .type "stomp") .tls.enabled (not .tls.caSecret.name) }}
{{- fail "relay.type stomp with TLS wants to know whom to trust: name a Secret in relay.tls.caSecret." }}
{{- end }}
{{- end }}
{{- end }}

{{- define "carillon.validatePods" -}}
{{- with .Values }}
{{- if and (include "carillon.several" $) (not (include "carillon.clustered" $)) }}
{{- fail (printf "%s wants log.database.url and relay.type rabbitmq or stomp: an SQLite file has one pod, and without a relay pods do not hear of each other's notifications." (ternary "autoscaling.enabled" "replicaCount above 1" .autoscaling.enabled)) }}
{{- end }}
{{- if and .autoscaling.enabled (gt (int .autoscaling.minReplicas) (int .autoscaling.maxReplicas)) }}
{{- fail "autoscaling.minReplicas is above autoscaling.maxReplicas." }}
{{- end }}
{{- if and .autoscaling.enabled (not (or .autoscaling.connections.average .autoscaling.cpu .autoscaling.metrics)) }}
{{- fail "autoscaling.enabled wants something to go by: autoscaling.connections.average, autoscaling.cpu or autoscaling.metrics." }}
{{- end }}
{{- if ge (int .drain.delaySeconds) (int .drain.timeoutSeconds) }}
{{- fail "drain.timeoutSeconds has to be more than drain.delaySeconds: the delay is part of it, and sessions are closed in the rest." }}
{{- end }}
{{- end }}
{{- end }}

{{- define "carillon.validateDoors" -}}
{{- with .Values }}
{{- if and .api.enabled (has (int .api.port) (list 8080 8081)) }}
{{- fail "api.port has to be another one: 8080 is the clients' port and 8081 the management's." }}
{{- end }}
{{- if and .service.externalTrafficPolicy (eq .service.type "ClusterIP") }}
{{- fail "service.externalTrafficPolicy is of no use for a ClusterIP." }}
{{- end }}
{{- if and .service.loadBalancerSourceRanges (ne .service.type "LoadBalancer") }}
{{- fail "service.loadBalancerSourceRanges is of no use without service.type LoadBalancer." }}
{{- end }}
{{- if and .ingress.enabled (not .ingress.hosts) }}
{{- fail "ingress.enabled wants names: set ingress.hosts." }}
{{- end }}
{{- if and .httpRoute.enabled (not .httpRoute.parentRefs) }}
{{- fail "httpRoute.enabled wants a Gateway: set httpRoute.parentRefs." }}
{{- end }}
{{- if and .serviceMonitor.enabled .podMonitor.enabled }}
{{- fail "serviceMonitor and podMonitor together would count everything twice: enable one of them." }}
{{- end }}
{{- end }}
{{- end }}

{{- define "carillon.validateConfig" -}}
{{- $config := toYaml .Values.config }}
{{- if regexMatch "(?is)jdbc:|datasource.*password" $config }}
{{- fail "config ends up in a ConfigMap, no place for a database and its password: set log.database.url and name a Secret in log.database.existingSecret." }}
{{- end }}
{{- if regexMatch "(?is)rabbitmq.*password|passcode" $config }}
{{- fail "config ends up in a ConfigMap, no place for the broker's password: name a Secret in relay.existingSecret." }}
{{- end }}
{{- if regexMatch "(?i)hmac[-_]?secret" $config }}
{{- fail "config ends up in a ConfigMap, no place for the HMAC secret: name a Secret in tokens.existingSecret." }}
{{- end }}
{{- $environment := include "carillon.environment" . }}
{{- range .Values.extraEnv }}
{{- if contains (printf "- name: %s\n" .name) $environment }}
{{- fail (printf "extraEnv cannot set %s: the chart does, from a value of its own." .name) }}
{{- end }}
{{- end }}
{{- end }}
