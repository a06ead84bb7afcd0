namespace Hyperion.Internal;

using System.Security;

/// <summary>The bytes name a type that may not be read. It was neither loaded nor made.</summary>
public class EvilDeserializationException : SecurityException
{
    /// <summary>An exception that names the type.</summary>
    public EvilDeserializationException(string message, string typeString)
        : base(message) => BadTypeName = typeString;

    /// <summary>The type's name as it stood in the bytes.</summary>
    public string BadTypeName { get; }
}
