tags = {
  Environment = "prod"
  ManagedBy   = "connfn"
}
