# What ./run and ./test share: the system packages a machine lacks, and the virtual environment.
# Sourced, not run; the caller has set -euo pipefail and stands in the root of the project.

PYTHON=${PYTHON:-python3}
VENV_PYTHON=.venv/bin/python

say() { printf "%s\n" "$@"; }

fail() {
  printf '%s\n' "$@" >&2
  exit 1
}

# By the library itself and not by dpkg, so that a machine which has it from elsewhere is left in peace.
has_library() {
  local known
  known=$(/sbin/ldconfig -p 2>/dev/null || true)
  [[ $known == *"$1"* ]]
}

newest_postgresql() {
  local found
  found=$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1) || true
  printf '%s' "${found%/initdb}"
}

# Names, one a line, the Debian packages this machine lacks to run the product.
missing_to_run() {
  command -v "$PYTHON" >/dev/null || echo python3
  "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
  "$PYTHON" -c 'import zoneinfo; zoneinfo.ZoneInfo("Asia/Ho_Chi_Minh")' 2>/dev/null || echo tzdata
  has_library libpango-1.0.so.0 || echo libpango-1.0-0
  has_library libpangoft2-1.0.so.0 || echo libpangoft2-1.0-0
  has_library libharfbuzz-subset.so.0 || echo libharfbuzz-subset0
}

# The same for what only the tests need; libatomic is for the driver between the tests and the browser.
missing_to_test() {
  command -v chromium >/dev/null || echo chromium
  has_library libatomic.so.1 || echo libatomic1
  [[ -n $(newest_postgresql) ]] || echo postgresql
  command -v pdftotext >/dev/null || echo poppler-utils
}

# Prints the command that gives us root, or fails. A password is asked only from somebody who sits there.
root_command() {
  if [[ $EUID -eq 0 ]]; then
    echo env
  elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || { [[ -t 0 && -t 2 ]] && sudo -v; }; }; then
    echo sudo
  else
    return 1
  fi
}

# install_packages NAME…: true when they were installed. The caller tells what it means when they were not.
install_packages() {
  local root
  command -v apt-get >/dev/null || return 1
  say "Máy còn thiếu gói hệ thống, đang tìm cách cài: $*"
  root=$(root_command) || return 1
  "$root" DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
    "$root" DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

apt_line() { printf 'sudo apt-get update && sudo apt-get install -y --no-install-recommends %s' "$*"; }

require_packages_to_run() {
  local missing
  mapfile -t missing < <(missing_to_run)
  if ((${#missing[@]})) && ! install_packages "${missing[@]}"; then
    fail "Máy này còn thiếu gói hệ thống và không cài tự động được. Nhờ người quản trị máy chạy một dòng:" \
      "  $(apt_line "${missing[@]}")" "rồi chạy lại lệnh vừa rồi."
  fi
  "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "Cần Python từ 3.11; máy này có $("$PYTHON" --version). Có thể chỉ định: PYTHON=python3.11 $0"
}

# make_environment FILE…: installs the first file; the others are those it contains. Each is stamped with its
# own hash, so that neither command installs again after the other, and both do after a change of versions.
make_environment() {
  local file
  if [[ ! -x $VENV_PYTHON ]] || ! "$VENV_PYTHON" -m pip --version &>/dev/null; then
    say "Tạo môi trường Python trong .venv"
    "$PYTHON" -m venv --clear .venv
  fi
  if sha256sum --check --status ".venv/$1.sha256" 2>/dev/null; then
    return
  fi
  say "Cài thư viện Python theo $1 (chỉ một lần, khoảng một phút)"
  "$VENV_PYTHON" -m pip install -qq --no-input --disable-pip-version-check --require-hashes -r "$1" ||
    fail "Không cài được thư viện Python theo $1. Xem lỗi ở trên: thường do mất mạng hoặc hết chỗ trên đĩa."
  for file in "$@"; do
    sha256sum "$file" >".venv/$file.sha256"
  done
}
