namespace Petabridge.Cmd.Common.Wire;

using System.Text.Json.Serialization;

/// <summary>What console and host say to each other. JSON, with the kind under <c>type</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ChallengeFrame), "challenge")]
[JsonDerivedType(typeof(HelloFrame), "hello")]
[JsonDerivedType(typeof(WelcomeFrame), "welcome")]
[JsonDerivedType(typeof(RefusedFrame), "refused")]
[JsonDerivedType(typeof(ExecuteFrame), "execute")]
[JsonDerivedType(typeof(MoreFrame), "more")]
[JsonDerivedType(typeof(CancelFrame), "cancel")]
[JsonDerivedType(typeof(AskPalettesFrame), "ask-palettes")]
[JsonDerivedType(typeof(PalettesFrame), "palettes")]
[JsonDerivedType(typeof(ResponseFrame), "response")]
internal abstract record Frame;

/// <summary>Host, first: the number that a token is proved with.</summary>
internal sealed record ChallengeFrame(string Nonce, bool NeedsToken) : Frame;

/// <summary>Console, second: who it is, and the proof that it knows the token.</summary>
internal sealed record HelloFrame(string Client, string? Nonce, string? Proof) : Frame;

/// <summary>Host, third: it is in, and this is what it can ask for.</summary>
internal sealed record WelcomeFrame(string Host, PaletteData[] Palettes) : Frame;

/// <summary>Host: the connection ends here, and why. Its form never changes, since every version must be able to read it.</summary>
internal sealed record RefusedFrame(string Code, string Reason) : Frame;

/// <summary>Console: runs a line. <paramref name="Window"/>: how many answers it takes before it says <see cref="MoreFrame"/>.</summary>
internal sealed record ExecuteFrame(int Id, string Line, int Window) : Frame;

/// <summary>Console: so much of the answers was read.</summary>
internal sealed record MoreFrame(int Id, int Cost) : Frame;

/// <summary>Console: the command's answers are no longer wanted.</summary>
internal sealed record CancelFrame(int Id) : Frame;

internal sealed record AskPalettesFrame(int Id) : Frame;

internal sealed record PalettesFrame(int Id, PaletteData[] Palettes) : Frame;

internal sealed record ResponseFrame(int Id, string Msg, bool Final, bool IsError) : Frame;
