namespace Hyperion.Internal;

/// <summary>What becomes of the values of a runtime type: another value first, or a simple kind, or a codec.</summary>
internal sealed record Route(Func<object, object>? Convert, WireKind Kind, TypeCodec? Codec);
