environment = "staging"

gates = [
  { name = "web", methods = ["allow"] },
  { name = "admin", comment = "Staff only", methods = ["deny", "log"] },
]
