#!/usr/bin/env bash
# A small private CA for the nodes of one fleet, and a certificate for one of them.
#
#   private-ca.sh FOLDER NAME [HOST ...]
#
# The first call makes FOLDER/ca.key and FOLDER/ca.pem; each call makes FOLDER/NAME.pfx, which holds the node's certificate, its key
# and the CA's certificate: copy that one file to the node, and keep ca.key to yourself. HOST is each name or address that others dial.
# DAYS (825) is how long the node's certificate is good for; P2P_TLS_PASSWORD protects the file (default: no password).
set -euo pipefail
[ $# -ge 2 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
folder=$1 name=$2
shift 2
case $name in */* | .* | '') echo "NAME is the name of a file, not '$name'" >&2; exit 2 ;; esac
command -v openssl >/dev/null || { echo 'openssl is needed' >&2; exit 1; }
umask 077
mkdir -p "$folder"

if [ ! -e "$folder/ca.key" ]; then
    openssl ecparam -name prime256v1 -genkey -noout -out "$folder/ca.key"
    openssl req -x509 -new -key "$folder/ca.key" -sha256 -days 3650 -subj '/CN=Akka.P2P private CA' \
        -addext 'basicConstraints=critical,CA:TRUE,pathlen:0' -addext 'keyUsage=critical,keyCertSign,cRLSign' -out "$folder/ca.pem"
fi

names=
for host in "$@"; do
    case $host in
    *[!0-9.:a-fA-F]* | *[a-zA-Z].* | [a-zA-Z]*) names+=",DNS:$host" ;;
    *) names+=",IP:$host" ;;
    esac
done
work=$(mktemp -d "$folder/.new.XXXXXX")
trap 'rm -rf "$work"' EXIT
cat >"$work/extensions" <<END
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=serverAuth,clientAuth
${names:+subjectAltName=${names#,}}
END
openssl ecparam -name prime256v1 -genkey -noout -out "$work/key"
openssl req -new -key "$work/key" -subj "/CN=$name" -out "$work/request"
openssl x509 -req -in "$work/request" -CA "$folder/ca.pem" -CAkey "$folder/ca.key" -set_serial "0x$(openssl rand -hex 16)" -sha256 \
    -days "${DAYS:-825}" -extfile "$work/extensions" -out "$work/certificate" 2>/dev/null
export P2P_TLS_PASSWORD=${P2P_TLS_PASSWORD:-}
openssl pkcs12 -export -inkey "$work/key" -in "$work/certificate" -certfile "$folder/ca.pem" -name "$name" \
    -passout env:P2P_TLS_PASSWORD -out "$work/pfx"
mv "$work/pfx" "$folder/$name.pfx"
echo "$folder/$name.pfx"
