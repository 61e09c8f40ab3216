{{/*
Changes an object of files/ in place, as the values say.
Of: object, root.
*/}}
{{- define "soundlift.change" -}}
{{- $object := .object -}}
{{- $values := .root.Values -}}
{{- $name := $object.metadata.name -}}
{{- $_ := set $object.metadata "namespace" .root.Release.Namespace -}}
{{- $labels := dict "app.kubernetes.io/part-of" "soundlift" "app.kubernetes.io/managed-by" .root.Release.Service "helm.sh/chart" (printf "%s-%s" .root.Chart.Name .root.Chart.Version) -}}
{{- $_ := set $object.metadata "labels" (merge (default dict $object.metadata.labels) $labels) -}}
{{- if has $object.kind (list "Deployment" "StatefulSet") -}}
{{- include "soundlift.workload" . -}}
{{- else if eq $object.kind "Ingress" -}}
{{- include "soundlift.ingress" . -}}
{{- else if eq $object.kind "HTTPRoute" -}}
{{- $_ := set $object.spec "hostnames" (list $values.host) -}}
{{- $_ := set (first (first $object.spec.rules).matches).path "value" (include "soundlift.path" .root) -}}
{{- $_ := set $object.spec "parentRefs" $values.gatewayApi.parentRefs -}}
{{- else if and (eq $object.kind "NetworkPolicy") (eq $name "gateway") -}}
{{- $entrance := index (first $object.spec.ingress).from 0 -}}
{{- $_ := set $entrance.namespaceSelector.matchLabels "kubernetes.io/metadata.name" (include "soundlift.entrance" .root) -}}
{{- else if eq $object.kind "PodMonitor" -}}
{{- $_ := set $object.metadata "labels" (merge $object.metadata.labels $values.podMonitorLabels) -}}
{{- end -}}
{{- end -}}

{{- define "soundlift.workload" -}}
{{- $object := .object -}}
{{- $values := .root.Values -}}
{{- $name := $object.metadata.name -}}
{{- $pod := $object.spec.template.spec -}}
{{- if hasKey $values.replicas $name -}}
{{- $_ := set $object.spec "replicas" (get $values.replicas $name | int) -}}
{{- end -}}
{{- if and (eq $name "converter") (ne $values.scaling "none") -}}
{{- $_ := unset $object.spec "replicas" -}}
{{- end -}}
{{- if $values.imagePullSecrets -}}
{{- $_ := set $pod "imagePullSecrets" $values.imagePullSecrets -}}
{{- end -}}
{{- range concat $pod.containers (default list $pod.initContainers) -}}
{{- $image := .image | trimPrefix "soundlift/" | splitList ":" | first -}}
{{- $_ := set . "image" (required (printf "images.%s is not set" $image) (get $values.images $image)) -}}
{{- range .env -}}
{{- if and $values.databaseUrl (eq .name "SOUNDLIFT_DATABASE_URL") -}}
{{- $_ := set . "value" $values.databaseUrl -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if hasKey $values.resources $name -}}
{{- $container := first $pod.containers -}}
{{- $_ := set $container "resources" (mergeOverwrite (deepCopy $container.resources) (get $values.resources $name)) -}}
{{- end -}}
{{- /* Pods begin anew when their settings change. */ -}}
{{- if eq $object.kind "Deployment" -}}
{{- $_ := set $object.spec.template.metadata "annotations" (dict "checksum/config" (include "soundlift.config" .root | sha256sum)) -}}
{{- else if eq $name "rabbitmq" -}}
{{- $settings := printf "%s %d" (.root.Files.Get "files/base/rabbitmq.conf") (int $values.replicas.rabbitmq) -}}
{{- $_ := set $object.spec.template.metadata "annotations" (dict "checksum/config" ($settings | sha256sum)) -}}
{{- end -}}
{{- range $object.spec.volumeClaimTemplates -}}
{{- $_ := set .spec.resources.requests "storage" (get $values.storage $name) -}}
{{- if $values.storageClassName -}}
{{- $_ := set .spec "storageClassName" $values.storageClassName -}}
{{- end -}}
{{- end -}}
{{- if and (eq $name "rabbitmq") (gt (int $values.replicas.rabbitmq) 1) -}}
{{- $_ := set (first $pod.topologySpreadConstraints) "whenUnsatisfiable" "DoNotSchedule" -}}
{{- end -}}
{{- end -}}

{{- define "soundlift.ingress" -}}
{{- $values := .root.Values -}}
{{- $spec := .object.spec -}}
{{- $_ := set $spec "ingressClassName" $values.ingress.className -}}
{{- $_ := set $spec "tls" (list (dict "hosts" (list $values.host) "secretName" $values.ingress.tlsSecret)) -}}
{{- $_ := set (first $spec.rules) "host" $values.host -}}
{{- $_ := set (first (first $spec.rules).http.paths) "path" (include "soundlift.path" .root) -}}
{{- $_ := set .object.metadata "annotations" (merge (deepCopy $values.ingress.annotations) .object.metadata.annotations) -}}
{{- end -}}

{{/* The namespace that requests come from. */}}
{{- define "soundlift.entrance" -}}
{{- if .Values.entranceNamespace -}}{{- .Values.entranceNamespace -}}
{{- else if eq .Values.entrance "gateway-api" -}}{{- (first .Values.gatewayApi.parentRefs).namespace | default .Release.Namespace -}}
{{- else -}}ingress-nginx{{- end -}}
{{- end -}}

{{/* The settings of all services. */}}
{{- define "soundlift.config" -}}
{{- toJson (merge (deepCopy .Values.config) (dict "SOUNDLIFT_PUBLIC_URL" (printf "https://%s" .Values.host))) -}}
{{- end -}}

{{/* The path of the host below which users come. */}}
{{- define "soundlift.path" -}}
{{- $url := get (include "soundlift.config" . | fromJson) "SOUNDLIFT_PUBLIC_URL" | urlParse -}}
{{- get $url "path" | trimSuffix "/" | default "/" -}}
{{- end -}}

{{/* The files that the values ask for. */}}
{{- define "soundlift.files" -}}
{{- $values := .Values -}}
{{- if not (or $values.servers.mysql $values.databaseUrl) -}}{{- fail "servers.mysql is false: set databaseUrl" -}}{{- end -}}
{{- $files := list "gateway" "auth" "converter" "notification" "network-policies" -}}
{{- range $server, $wanted := $values.servers -}}
{{- if $wanted -}}{{- $files = append $files $server -}}{{- end -}}
{{- end -}}
{{- if eq $values.entrance "ingress" -}}{{- $files = append $files "ingress" -}}{{- end -}}
{{- $paths := list -}}
{{- range $files -}}{{- $paths = append $paths (printf "files/base/%s.yaml" .) -}}{{- end -}}
{{- if or $values.serversOutside (not (and $values.servers.rabbitmq $values.servers.mysql $values.servers.mongodb)) -}}
{{- $paths = append $paths "files/components/servers-outside/network-policy.yaml" -}}
{{- end -}}
{{- if eq $values.scaling "keda" -}}{{- $paths = append $paths "files/components/keda/scaled-object.yaml" -}}
{{- else if eq $values.scaling "hpa" -}}{{- $paths = append $paths "files/components/hpa/horizontal-pod-autoscaler.yaml" -}}
{{- else if ne $values.scaling "none" -}}{{- fail "scaling must be keda, hpa or none" -}}{{- end -}}
{{- if eq $values.entrance "gateway-api" -}}{{- $paths = append $paths "files/components/gateway-api/route.yaml" -}}
{{- else if not (has $values.entrance (list "ingress" "none")) -}}{{- fail "entrance must be ingress, gateway-api or none" -}}{{- end -}}
{{- if $values.podMonitor -}}{{- $paths = append $paths "files/components/pod-monitor/pod-monitor.yaml" -}}{{- end -}}
{{- toJson $paths -}}
{{- end -}}
