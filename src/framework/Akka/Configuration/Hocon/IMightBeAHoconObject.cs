namespace Akka.Configuration.Hocon;

/// <summary>Something that may turn out to hold an object, such as a substitution.</summary>
public interface IMightBeAHoconObject
{
    /// <summary>True when it holds an object.</summary>
    bool IsObject();

    /// <summary>The object, or null.</summary>
#nullable disable annotations
    HoconObject GetObject();
#nullable restore annotations
}
