{{/* The container's environment, but for extraEnv. It wins over the mounted application.yaml, which cannot change what the chart relies on. */}}
{{- define "carillon.environment" -}}
- name: SPRING_PROFILES_ACTIVE
  value: {{ ternary "production,tls" "production" (not (empty .Values.tls.existingSecret)) }}
- name: SPRING_CONFIG_ADDITIONAL_LOCATION
  value: file:/etc/carillon/
- name: SERVER_PORT
  value: "8080"
- name: MANAGEMENT_SERVER_PORT
  value: "8081"
{{- if .Values.api.enabled }}
- name: CARILLON_API_PORT
  value: {{ quote .Values.api.port }}
{{- end }}
- name: CARILLON_DRAIN_DELAY
  value: {{ printf "%vs" .Values.drain.delaySeconds }}
- name: CARILLON_DRAIN_RATE
  value: {{ int64 .Values.drain.rate | quote }}
- name: CARILLON_DRAIN_TIMEOUT
  value: {{ printf "%vs" .Values.drain.timeoutSeconds }}
{{- with .Values.connections.maxAge }}
- name: CARILLON_CONNECTION_MAX_AGE
  value: {{ quote . }}
{{- end }}
{{- with .Values.trustedProxies }}
- name: CARILLON_ADMISSION_TRUSTEDPROXIES
  value: {{ join "," . | quote }}
{{- end }}
{{- if .Values.tls.existingSecret }}
- name: CARILLON_TLS_DIRECTORY
  value: /etc/carillon-tls
- name: MANAGEMENT_SERVER_SSL_ENABLED
  value: "false"
{{- end }}
{{ include "carillon.tokensEnvironment" . | trim }}
{{ include "carillon.logEnvironment" . | trim }}
{{- if ne .Values.relay.type "local" }}
{{ include "carillon.relayEnvironment" . | trim }}
{{- end }}
{{- with .Values.javaOptions }}
- name: JAVA_TOOL_OPTIONS
  value: {{ quote . }}
{{- end }}
{{- end }}

{{- define "carillon.tokensEnvironment" -}}
{{- with .Values.tokens.existingSecret }}
{{- if .name }}
- name: CARILLON_TOKENS_HMAC_SECRET
  valueFrom:
    secretKeyRef:
      name: {{ quote .name }}
      key: {{ quote .key }}
{{- end }}
{{- end }}
{{- range $i, $issuer := .Values.tokens.issuers }}
- name: CARILLON_TOKENS_ISSUERS_{{ $i }}_ISSUER
  value: {{ quote $issuer.issuer }}
- name: CARILLON_TOKENS_ISSUERS_{{ $i }}_AUDIENCE
  value: {{ quote $issuer.audience }}
{{- with $issuer.jwkSetUri }}
- name: CARILLON_TOKENS_ISSUERS_{{ $i }}_JWKSETURI
  value: {{ quote . }}
{{- end }}
{{- with $issuer.algorithms }}
- name: CARILLON_TOKENS_ISSUERS_{{ $i }}_ALGORITHMS
  value: {{ join "," . | quote }}
{{- end }}
{{- end }}
{{- with .Values.tokens.issuerUri }}
- name: SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI
  value: {{ quote . }}
{{- end }}
{{- with .Values.tokens.jwkSetUri }}
- name: SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_JWK_SET_URI
  value: {{ quote . }}
{{- end }}
{{- end }}

{{- define "carillon.logEnvironment" -}}
{{- if .Values.log.database.url }}
- name: SPRING_DATASOURCE_URL
  value: {{ include "carillon.databaseUrl" . | quote }}
{{- with .Values.log.database.username }}
- name: SPRING_DATASOURCE_USERNAME
  value: {{ quote . }}
{{- end }}
{{- if .Values.log.database.existingSecret.name }}
- name: SPRING_DATASOURCE_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ quote .Values.log.database.existingSecret.name }}
      key: {{ quote .Values.log.database.existingSecret.key }}
{{- end }}
{{- else }}
- name: CARILLON_LOG_FILE
  value: /data/carillon.db
# Whose space is measured.
- name: MANAGEMENT_METRICS_SYSTEM_DISKSPACE_PATHS
  value: /data
{{- end }}
{{- end }}

{{/* RabbitMQ's settings are Spring's, and STOMP's our own. */}}
{{- define "carillon.relayEnvironment" -}}
{{- $rabbitmq := eq .Values.relay.type "rabbitmq" }}
{{- $prefix := ternary "SPRING_RABBITMQ" "CARILLON_RELAY_STOMP" $rabbitmq -}}
- name: CARILLON_RELAY_TYPE
  value: {{ .Values.relay.type }}
- name: CARILLON_RELAY_NAME
  value: {{ quote .Values.relay.name }}
- name: {{ $prefix }}_HOST
  value: {{ quote .Values.relay.host }}
- name: {{ $prefix }}_PORT
  value: {{ include "carillon.relayPort" . | quote }}
- name: {{ $prefix }}_VIRTUAL_HOST
  value: {{ quote .Values.relay.virtualHost }}
{{- with .Values.relay.existingSecret }}
{{- if .name }}
- name: {{ $prefix }}_{{ ternary "USERNAME" "LOGIN" $rabbitmq }}
  valueFrom:
    secretKeyRef:
      name: {{ quote .name }}
      key: {{ quote .usernameKey }}
- name: {{ $prefix }}_{{ ternary "PASSWORD" "PASSCODE" $rabbitmq }}
  valueFrom:
    secretKeyRef:
      name: {{ quote .name }}
      key: {{ quote .passwordKey }}
{{- end }}
{{- end }}
{{- if and $rabbitmq .Values.relay.tls.enabled }}
- name: SPRING_RABBITMQ_SSL_ENABLED
  value: "true"
{{- end }}
{{- if .Values.relay.tls.caSecret.name }}
- name: SPRING_SSL_BUNDLE_PEM_BROKER_TRUSTSTORE_CERTIFICATE
  value: file:/etc/carillon-broker/ca.crt
- name: {{ $prefix }}_SSL_BUNDLE
  value: broker
{{- end }}
{{- end }}
