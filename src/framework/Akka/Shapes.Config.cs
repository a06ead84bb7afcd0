namespace Akka.Configuration;

public class ConfigurationException(string message) : Actor.AkkaException(message);
public class Config
{
    public virtual bool IsEmpty => true;
    public virtual Config WithFallback(Config fallback) => this;
    public virtual string GetString(string path, string? @default = null) => "";
    public virtual bool GetBoolean(string path, bool @default = false) => @default;
    public virtual int GetInt(string path, int @default = 0) => @default;
    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true) => @default ?? default;
    public virtual IList<string> GetStringList(string path) => [];
}
public class ConfigurationFactory
{
    public static Config Empty { get; } = new();
    public static Config Default() => Empty;
}
